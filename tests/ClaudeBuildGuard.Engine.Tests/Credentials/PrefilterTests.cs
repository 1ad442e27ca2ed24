using System.Text;
using ClaudeBuildGuard.Engine.Credentials;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>The prefilter against the plainest search there is: one place looked up at a time, and eight where the processor can.</summary>
/// <param name="plainBytes">Bytes that are read before eight places are looked up at once.</param>
[TestFixture(int.MaxValue)]
[TestFixture(0)]
public sealed class PrefilterTests(int plainBytes)
{
    // Few letters, so that anchors overlap, begin inside one another and share their rare parts.
    private static readonly Gen<string> Word = Gen.Char["abAB0_"].Array[4, 14].Select(letters => new string(letters));

    [Test]
    public void Every_anchor_is_found_once_wherever_it_stands_and_however_the_text_is_cut() =>
        Gen.Select(Gen.Select(Word, Gen.Bool).Array[1, 8], Gen.Char["abAB0_ \n"].Array[0, 200], Gen.Int[1, 60], Gen.Int[0, 30]).Sample(
            (anchors, letters, cut, planted) =>
            {
                var text = new string(letters);
                text = text.Insert(Math.Min(planted, text.Length), anchors[0].Item1);
                var bytes = Encoding.Latin1.GetBytes(text);
                var prefilter = Of([.. anchors.Select((a, i) => (a.Item1, a.Item2, i))]);
                var hits = new List<AnchorHit>();
                for (var from = 0; from < bytes.Length; from += cut * 2)
                {
                    prefilter.Scan(bytes, from, Math.Min(from + (cut * 2), bytes.Length), hits);
                }

                Assert.That(hits, Is.Unique);
                Assert.That(Occurrences(text, anchors).Except(hits), Is.Empty, "an anchor was missed");
            });

    [Test]
    public void A_text_of_any_length_is_read_to_its_end()
    {
        var prefilter = Of(("tail", false, 7));
        for (var length = 0; length < 5000; length += 1 + (length / 16))
        {
            var text = Encoding.Latin1.GetBytes(new string('x', length) + "tail");
            var hits = new List<AnchorHit>();
            prefilter.Scan(text, 0, text.Length, hits);
            Assert.That(hits, Is.EqualTo(new[] { new AnchorHit(length, 7) }));
        }
    }

    [Test]
    public void An_anchor_that_would_begin_before_the_text_is_none()
    {
        var prefilter = Of(("tokenqzx", false, 0));
        var hits = new List<AnchorHit>();
        prefilter.Scan("enqzx and more text"u8, 0, 19, hits);
        Assert.That(hits, Is.Empty);
    }

    [Test]
    public void Places_looked_up_together_are_found_in_the_order_of_single_ones() =>
        Gen.Select(Gen.Select(Word, Gen.Bool).Array[1, 8], Gen.Char["abAB0_ \n"].Array[0, 9000], Gen.Int[0, 40], Gen.Int[0, 40]).Sample(
            (anchors, letters, before, behind) =>
            {
                // A part of an array: what stands before and behind it is no part of the text.
                var all = Encoding.Latin1.GetBytes(letters);
                var text = all.AsSpan(Math.Min(before, all.Length));
                text = text[..Math.Max(0, text.Length - behind)];
                var named = anchors.Select((a, i) => (a.Item1, a.Item2, i)).ToArray();
                var (hits, plain) = (new List<AnchorHit>(), new List<AnchorHit>());
                Of(named).Scan(text, 0, text.Length, hits);
                Of(int.MaxValue, named).Scan(text, 0, text.Length, plain);
                Assert.That(hits, Is.EqualTo(plain));
            });

    private Prefilter Of(params (string Anchor, bool IgnoreCase, int Payload)[] anchors) => Of(plainBytes, anchors);

    private static Prefilter Of(int plainBytes, params (string Anchor, bool IgnoreCase, int Payload)[] anchors)
    {
        var prefilter = new Prefilter(plainBytes);
        foreach (var (anchor, ignoreCase, payload) in anchors)
        {
            prefilter.Add(anchor, ignoreCase, payload);
        }

        return prefilter;
    }

    private static IEnumerable<AnchorHit> Occurrences(string text, (string Anchor, bool IgnoreCase)[] anchors)
    {
        for (var payload = 0; payload < anchors.Length; payload++)
        {
            var comparison = anchors[payload].IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            for (var at = text.IndexOf(anchors[payload].Anchor, comparison); at >= 0; at = text.IndexOf(anchors[payload].Anchor, at + 1, comparison))
            {
                yield return new AnchorHit(at, payload);
            }
        }
    }
}
