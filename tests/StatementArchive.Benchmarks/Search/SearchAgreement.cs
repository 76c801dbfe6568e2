namespace StatementArchive.Benchmarks.Search;

/// <summary>Whether engines find the same: as many hits, the same ones where the order is that of dates, and as many of every value of a facet.</summary>
internal static class SearchAgreement
{
    /// <summary>How many hits each engine finds for each question.</summary>
    /// <param name="disagreements">In words, a line each.</param>
    public static IReadOnlyDictionary<SearchQuestion, int> Check(IReadOnlyList<ISearchEngine> engines, IReadOnlyList<SearchQuestion> questions, out IReadOnlyList<string> disagreements)
    {
        var (hits, found) = (new Dictionary<SearchQuestion, int>(), new List<string>());
        foreach (var question in questions)
        {
            var answers = engines.Where(engine => engine.CountsFacets || !question.WithFacets).Select(engine => (engine.Name, engine.FindsMore, Count: engine.Count(question), Answer: engine.Run(question))).ToList();
            var first = answers.First(answer => !answer.FindsMore);
            hits[question] = first.Count;
            foreach (var (name, findsMore, count, answer) in answers)
            {
                if (findsMore ? count < first.Count : count != first.Count) found.Add($"{question.Class}: {question}: {first.Name} finds {first.Count:N0}, {name} {count:N0}");
                var expected = Math.Clamp(count - question.Skipped, 0, SearchQuestion.PageSize);
                if (answer.Hits.Count != expected) found.Add($"{question.Class}: {question}: {name} shows {answer.Hits.Count} hits of {expected}");
                if (question.NewestFirst && !findsMore && !answer.Hits.Select(hit => hit.Statement).SequenceEqual(first.Answer.Hits.Select(hit => hit.Statement)))
                    found.Add($"{question.Class}: {question}: {first.Name} and {name} show other statements first");
                if (answer.Total is { } total && total != count) found.Add($"{question.Class}: {question}: {name} says {total:N0} hits and has {count:N0}");
                if (findsMore || answer.Facets is null || first.Answer.Facets is null) continue;
                // Which of several equally frequent values are left out is nobody's promise.
                found.AddRange(Enum.GetValues<SearchedFacet>()
                    .Where(facet => !answer.Facets[facet].Select(value => value.Count).SequenceEqual(first.Answer.Facets[facet].Select(value => value.Count)))
                    .Select(facet => $"{question.Class}: {question}: {first.Name} and {name} count {facet} differently"));
            }
        }
        disagreements = found;
        return hits;
    }
}
