namespace StatementArchive.Data.Search;

/// <summary>The fields of the index.</summary>
internal static class IndexFields
{
    /// <summary>Another number makes every index of another one worthless: raise it with any change of what is indexed, or how.</summary>
    public const int Version = 4;

    /// <summary>Number of the statement, as a term and as a value of each document.</summary>
    public const string Id = "id";

    /// <summary>Every word of text, heading, title and authors' names, with places.</summary>
    public const string Anywhere = "anywhere";

    /// <summary>The stems of the same words, without places.</summary>
    public const string Stem = "stem";

    public const string Title = "title";

    /// <summary>All name forms of the authors.</summary>
    public const string Author = "author";

    /// <summary>All name forms of the organisations that made the statement, or for which a person made it.</summary>
    public const string Organisation = "organisation";

    public const string Source = "source";

    /// <summary>Names of the subjects.</summary>
    public const string Subject = "subject";

    /// <summary>First part of the BCP 47 tag, as a term and as a value.</summary>
    public const string Language = "language";

    /// <summary>Day numbers of the first and the last day on which it can have been made; undated statements have neither.</summary>
    public const string Earliest = "earliest";

    public const string Latest = "latest";

    /// <summary>Numbers of the authors, of the organisations and of the subjects, each as little-endian 32-bit integers.</summary>
    public const string AuthorIds = "authorIds";

    public const string OrganisationIds = "organisationIds";

    public const string SubjectIds = "subjectIds";

    /// <summary>Number of the source, 0 for none.</summary>
    public const string SourceId = "sourceId";

    /// <summary>Day number by which the newest come first, 0 for undated ones.</summary>
    public const string Day = "day";

    /// <summary>Day number by which the oldest come first, 0 for undated ones.</summary>
    public const string FirstDay = "firstDay";

    /// <summary>Article and place in it, by which statements of one day are in order.</summary>
    public const string Place = "place";

    /// <summary>Number of the first day of a range that is open at its beginning.</summary>
    public const int OpenBeginning = 0;

    /// <summary>Number of the last day of a range that is open at its end.</summary>
    public const int OpenEnd = int.MaxValue;
}
