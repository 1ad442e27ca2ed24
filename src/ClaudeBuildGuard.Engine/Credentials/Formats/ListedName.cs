namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>What a literal in a list is called by another list beside it: names that are unpacked into, columns.</summary>
internal readonly ref struct ListedName
{
    // new object[] {
    private const int LongestArray = 8;

    private readonly TokenReader _tokens;

    /// <param name="tokens">The tokens of the line.</param>
    public ListedName(TokenReader tokens) => _tokens = tokens;

    /// <summary>The first of the names that are given values: <c>name, user = "x", "a"</c>.</summary>
    /// <param name="last">The last of the names.</param>
    public string First(int last)
    {
        last = Sign(last) == ':' ? last - 1 : last;
        var first = FirstOf(last);
        return first < last && Word(last).Length > 0 && Sign(first - 1) is not ((byte)'(' or (byte)'=') ? Word(first) : string.Empty;
    }

    /// <summary>The name that has the same place left of the sign: <c>user, name = "a", "x"</c>, <c>(user, name) = ("a", "x")</c>.</summary>
    /// <param name="place">The literal's place in its list.</param>
    /// <param name="comma">The comma before it.</param>
    public string Unpacked(ListPlace place, int comma)
    {
        var sign = place.Open >= 0 ? place.Open - 1 : comma - 2 * place.Before;
        if (Sign(sign) != '=' || (place.Open >= 0 && Sign(place.Open) is not ((byte)'(' or (byte)'[')))
        {
            return string.Empty;
        }

        // a, b := and (a, b) = and [a, b] ==
        var last = Sign(sign - 1) is (byte)':' or (byte)'=' ? sign - 2 : sign - 1;
        last = Sign(last) is (byte)')' or (byte)']' ? last - 1 : last;
        var first = FirstOf(last);
        return first < last && first + 2 * place.Before <= last ? Word(first + 2 * place.Before)
            : Sign(last + 1) == ')' && _tokens.Opening(last + 1) is >= 0 and var opened && Typed(opened, place.Before) is { Length: > 0 } typed ? typed
            : Word(last).Length > 0 && Sign(last - 1) == ')' && _tokens.Opening(last - 1) is >= 0 and var types && Typed(types, place.Before) is { Length: > 0 } element ? element
            : string.Empty;
    }

    /// <summary>The name of the column: <c>INSERT INTO t (a, b) VALUES ('x', 'y'), ('x', 'y')</c>; null where there is no such list.</summary>
    /// <param name="open">What opens the list.</param>
    /// <param name="index">Which of its values, from 0.</param>
    public string? Column(int open, int index)
    {
        var values = open - 1;
        while (values > 0 && open - values < 10 * TokenReader.Reach && !Word(values).Equals("values", StringComparison.OrdinalIgnoreCase))
        {
            values--;
        }

        if (values < 2 || !Word(values).Equals("values", StringComparison.OrdinalIgnoreCase) || Sign(values - 1) != ')')
        {
            return null;
        }

        var start = values - 2;
        while (start > 0 && values - start < 4 * TokenReader.Reach && Sign(start) != '(')
        {
            start--;
        }

        for (var i = start + 1; i < values; i++)
        {
            if (Sign(i) == ',')
            {
                index--;
            }
            else if (index == 0 && Name(i) is { Length: > 0 } name)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The name of the column: <c>columns: new[] { "a", "b" }, values: new object[] { "x", "y" }</c> of a migration; null where there is no such list.</summary>
    /// <param name="open">What opens the list.</param>
    /// <param name="index">Which of its values, from 0.</param>
    public string? InsertedColumn(int open, int index)
    {
        var values = open - 1;
        while (values > 0 && open - values < LongestArray && Word(values) is not "values")
        {
            values--;
        }

        if (values < 3 || Word(values) is not "values" || Sign(values + 1) != ':' || Sign(values - 1) != ',' || Sign(values - 2) != '}')
        {
            return null;
        }

        var at = _tokens.Opening(values - 2);
        for (var i = at + 1; at > 0 && i < values - 2; i++)
        {
            if (Sign(i) == ',')
            {
                index--;
            }
            else if (index == 0 && _tokens.IsText(i))
            {
                return Name(i);
            }
        }

        return null;
    }

    // (string user, string password) = ("a", "x"): the name behind its type.
    private string Typed(int open, int index)
    {
        var at = open + 1;
        for (; index > 0 && at - open < TokenReader.Reach; at++)
        {
            index -= Sign(at) == ',' ? 1 : 0;
        }

        return index == 0 && Word(at).Length > 0 && Sign(at + 2) is (byte)',' or (byte)')' ? Word(at + 1) : string.Empty;
    }

    private int FirstOf(int last)
    {
        var first = last;
        while (Sign(first - 1) == ',' && Word(first - 2).Length > 0)
        {
            first -= 2;
        }

        return first;
    }

    private byte Sign(int at) => _tokens.Sign(at);

    private string Word(int at) => _tokens.Word(at);

    private string Name(int at) => _tokens.Name(at);
}
