using System.Globalization;
using System.Text;

namespace ReputationWatch.Connectors.Json;

/// <summary>Undoes the escapes of JSON strings that the framework refuses: those with lone surrogates.</summary>
public static class JsonText
{
    /// <param name="escaped">A well-formed JSON string without its quotes.</param>
    public static string Unescape(ReadOnlySpan<char> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 == escaped.Length)
            {
                text.Append(escaped[i]);
            }
            else if (escaped[++i] == 'u' && i + 5 <= escaped.Length)
            {
                text.Append(
                    (char)ushort.Parse(escaped.Slice(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                );
                i += 4;
            }
            else
            {
                text.Append(Short(escaped[i]));
            }
        }
        return text.ToString();
    }

    private static char Short(char escape) =>
        escape switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => escape,
        };
}
