using System.Xml;
using System.Xml.Linq;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>Reads XML without resolving anything.</summary>
internal static class XmlContent
{
    /// <summary>Elements within each other. Adding one to a tree costs time in proportion, and no tool that reads these files accepts many.</summary>
    private const int Deepest = 500;

    /// <summary>The document; null when the text is no XML.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Whether elements know their lines.</param>
    public static XDocument? Parse(string text, LoadOptions options = LoadOptions.None)
    {
        try
        {
            using (var depths = Reader(text))
            {
                while (depths.Read())
                {
                    if (depths.Depth > Deepest)
                    {
                        return null;
                    }
                }
            }

            using var reader = Reader(text);
            return XDocument.Load(reader, options);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XmlReader Reader(string text) =>
        XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
}
