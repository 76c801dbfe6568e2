using AngleSharp.Dom;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>Several posts one below the other, each with a heading and under it its own date: what a blog, a diary or a list of releases with their texts shows.</summary>
/// <param name="Container">The element whose children the posts are.</param>
/// <param name="Posts">The posts, in order; at least two.</param>
internal sealed record PostList(IElement Container, IReadOnlyList<(IElement Element, FlatBlock Byline)> Posts)
{
    private const int FurthestByline = 2;
    private const int HighestPost = 24;
    private const int FewestWords = 20;

    /// <summary>The page's list of posts; <c>null</c> if it has none with texts of their own.</summary>
    /// <param name="wordsBelow">Number of words below each element.</param>
    public static PostList? Find(IReadOnlyList<FlatBlock> blocks, Func<IElement, int> wordsBelow)
    {
        var bylines = Bylines(blocks).ToList();
        if (bylines.Count < 2) return null;
        // How many of the bylines stand below each element: a post has one, the list has several.
        var below = new Dictionary<IElement, int>();
        foreach (var (_, byline) in bylines)
        {
            foreach (var element in Up(byline.Element)) below[element] = below.GetValueOrDefault(element) + 1;
        }
        var posts = bylines
            .Select(post => (Element: Up(post.Byline.Element).TakeWhile(element => below[element] == 1).LastOrDefault(), post.Heading, post.Byline))
            .Where(post => post.Element?.ParentElement is not null && wordsBelow(post.Element) >= FewestWords + Words.Count(post.Byline.Text))
            .Where(post => Up(post.Heading.Element).Contains(post.Element))
            // Posts of one list are alike: an article and the comments below it are not.
            .GroupBy(post => (List: post.Element!.ParentElement!, post.Element.LocalName, post.Heading.Level))
            .Where(list => list.Count() > 1)
            .MaxBy(list => list.Sum(post => wordsBelow(post.Element!)));
        return posts is null ? null : new PostList(posts.Key.List, [.. posts.Select(post => (post.Element!, post.Byline))]);
    }

    private static IEnumerable<(FlatBlock Heading, FlatBlock Byline)> Bylines(IReadOnlyList<FlatBlock> blocks)
    {
        for (var at = 0; at < blocks.Count; at++)
        {
            if (blocks[at].Kind != BlockKind.Heading) continue;
            for (var next = at + 1; next < blocks.Count && next <= at + FurthestByline && blocks[next].Kind != BlockKind.Heading; next++)
            {
                if (PostByline.TryRead(blocks[next].Text, new TextSpan(0, blocks[next].Text.Length)) is null) continue;
                yield return (blocks[at], blocks[next]);
                break;
            }
        }
    }

    // An element and what is around it, not further than pages nest their posts.
    private static IEnumerable<IElement> Up(IElement element)
    {
        var around = element;
        for (var height = 0; around is not null && height < HighestPost; height++, around = around.ParentElement) yield return around;
    }
}
