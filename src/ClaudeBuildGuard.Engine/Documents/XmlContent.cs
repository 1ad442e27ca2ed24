using System.Xml;
using System.Xml.Linq;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>Reads XML without resolving anything.</summary>
internal static class XmlContent
{
    /// <summary>Elements within each other that are read. Adding one to a tree costs time in proportion.</summary>
    public const int Deepest = 500;

    /// <summary>The document; null when the text is no XML, or <see cref="IsTooDeep"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Whether elements know their lines.</param>
    public static XDocument? Parse(string text, LoadOptions options = LoadOptions.None)
    {
        if (IsTooDeep(text))
        {
            return null;
        }

        try
        {
            using var reader = Reader(text);
            return XDocument.Load(reader, options);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>True when more elements lie within each other than are read.</summary>
    public static bool IsTooDeep(string text)
    {
        try
        {
            using var reader = Reader(text);
            while (reader.Read())
            {
                if (reader.Depth > Deepest)
                {
                    return true;
                }
            }
        }
        catch (XmlException)
        {
            // What is no XML is nothing to the tools either.
        }

        return false;
    }

    private static XmlReader Reader(string text) =>
        XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
}
