using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StatementArchive.Data.Model;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data;

/// <summary>The archive's model, shared by every database it can live in; <c>Sqlite/</c> derives from it, with its migrations.</summary>
public abstract class ArchiveContext(DbContextOptions options) : IdentityUserContext<ArchiveUser, int>(options)
{
    public DbSet<Original> Originals => Set<Original>();

    public DbSet<Article> Articles => Set<Article>();

    public DbSet<Capture> Captures => Set<Capture>();

    public DbSet<Statement> Statements => Set<Statement>();

    public DbSet<Author> Authors => Set<Author>();

    public DbSet<AuthorName> AuthorNames => Set<AuthorName>();

    public DbSet<Affiliation> Affiliations => Set<Affiliation>();

    public DbSet<GivenName> GivenNames => Set<GivenName>();

    public DbSet<AuthorIdentifier> AuthorIdentifiers => Set<AuthorIdentifier>();

    public DbSet<AuthorRelation> AuthorRelations => Set<AuthorRelation>();

    public DbSet<Distinction<Author>> AuthorDistinctions => Set<Distinction<Author>>();

    public DbSet<Merge<Author>> AuthorMerges => Set<Merge<Author>>();

    public DbSet<Source> Sources => Set<Source>();

    public DbSet<Subject> Subjects => Set<Subject>();

    public DbSet<EvidenceItem> Evidence => Set<EvidenceItem>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<Seeding> Seedings => Set<Seeding>();

    public DbSet<Republication> Republications => Set<Republication>();

    public DbSet<Distinction<Statement>> StatementDistinctions => Set<Distinction<Statement>>();

    public DbSet<WorkingCopy> WorkingCopies => Set<WorkingCopy>();

    public DbSet<DraftStep> DraftSteps => Set<DraftStep>();

    public DbSet<Withdrawal> Withdrawals => Set<Withdrawal>();

    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    /// <summary><see cref="NameKey.Of"/> inside a query; <c>null</c> for <c>null</c>.</summary>
    public static string? Folded(string? text) => throw new InvalidOperationException("This method is for use in queries only.");

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityUserClaim<int>>().ToTable("UserClaims");
        builder.Entity<IdentityUserLogin<int>>().ToTable("UserLogins");
        builder.Entity<IdentityUserToken<int>>().ToTable("UserTokens");
        // As the third version of Identity's schema has it, whatever the settings of whoever opens the database say.
        builder.Entity<IdentityUserPasskey<int>>(passkeys =>
        {
            passkeys.ToTable("UserPasskeys");
            passkeys.HasKey(passkey => passkey.CredentialId);
            passkeys.Property(passkey => passkey.CredentialId).HasMaxLength(1024);
            passkeys.OwnsOne(passkey => passkey.Data).ToJson();
            passkeys.HasOne<ArchiveUser>().WithMany().HasForeignKey(passkey => passkey.UserId);
        });
        builder.ApplyConfigurationsFromAssembly(typeof(ArchiveContext).Assembly);
        builder.ApplyConfiguration(new RecordName<Source>.Configuration("SourceNames")).ApplyConfiguration(new RecordName<Subject>.Configuration("SubjectNames"));
        AddIdentity<Author>(builder, "Author").ApplyConfiguration(new Distinction<Statement>.Configuration("StatementDistinctions"));
        AddIdentity<Source>(builder, "Source");
        AddIdentity<Subject>(builder, "Subject");
        builder.HasDbFunction(typeof(ArchiveContext).GetMethod(nameof(Folded), [typeof(string)])!).HasName("folded");
    }

    // What was found to be the same, and what not to be.
    private static ModelBuilder AddIdentity<TRecord>(ModelBuilder builder, string tables) where TRecord : class => builder
        .ApplyConfiguration(new Distinction<TRecord>.Configuration(tables + "Distinctions"))
        .ApplyConfiguration(new Merge<TRecord>.Configuration(tables + "Merges"));

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Names in the database outlive the order of an enum's members.
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTime>();
    }

    // SQLite keeps no zone: without this a moment would come back as one of no zone at all.
    private sealed class UtcDateTime() : ValueConverter<DateTime, DateTime>(
        moment => moment.ToUniversalTime(), moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
