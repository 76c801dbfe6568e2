namespace StatementArchive.Data.Search;

/// <summary>A statement's Markdown as words are found in it.</summary>
internal static class StatementText
{
    /// <summary>The text with every link's target blanked: same length, same offsets. Linear.</summary>
    public static string WithoutTargets(string body)
    {
        if (!body.Contains("](", StringComparison.Ordinal)) return body;
        return string.Create(body.Length, body, static (text, body) =>
        {
            body.CopyTo(text);
            for (var at = 0; body.IndexOf("](", at, StringComparison.Ordinal) is var open and >= 0;)
            {
                var end = EndOfTarget(body, open + 2);
                text[(open + 1)..end].Fill(' ');
                at = end;
            }
        });
    }

    // Targets hold balanced brackets at most (CommonMark 0.31, section 6.3); a line that ends before does not.
    private static int EndOfTarget(string body, int start)
    {
        var depth = 1;
        for (var at = start; at < body.Length && body[at] != '\n'; at++)
        {
            if (body[at] == '\\') at++;
            else if (body[at] == '(') depth++;
            else if (body[at] == ')' && --depth == 0) return at + 1;
        }
        return start;
    }
}
