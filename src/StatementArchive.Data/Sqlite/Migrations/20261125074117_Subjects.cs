using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Subjects : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Subjects",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Slug = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Subjects", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StatementSubjects",
                columns: table => new
                {
                    StatementId = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatementSubjects", x => new { x.StatementId, x.SubjectId });
                    table.ForeignKey(
                        name: "FK_StatementSubjects_Statements_StatementId",
                        column: x => x.StatementId,
                        principalTable: "Statements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StatementSubjects_Subjects_SubjectId",
                        column: x => x.SubjectId,
                        principalTable: "Subjects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StatementSubjects_SubjectId",
                table: "StatementSubjects",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_Subjects_Key",
                table: "Subjects",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Subjects_Slug",
                table: "Subjects",
                column: "Slug",
                unique: true);

            // The subjects of the sidecars that are kept; of several that would have one address the first gets it, the others one with a mark.
            migrationBuilder.Sql(
                """
                CREATE TEMPORARY TABLE "SubjectsOfSidecars" AS
                SELECT o."Id" AS "OriginalId", named.value ->> 'name' AS "Name", named.value ->> 'key' AS "Key", named.value ->> 'slug' AS "Slug", named.value ->> 'markedSlug' AS "MarkedSlug", named.key AS "Place"
                FROM (SELECT "Sidecar", subjects_of_sidecar("Sidecar") AS "Names" FROM (SELECT DISTINCT "Sidecar" FROM "Originals" WHERE "Sidecar" LIKE '%subjects%')) kept
                CROSS JOIN json_each(kept."Names") named
                JOIN "Originals" o ON o."Sidecar" = kept."Sidecar";

                INSERT INTO "Subjects" ("Slug", "Name", "Key")
                SELECT CASE row_number() OVER (PARTITION BY "Slug" ORDER BY "Rank") WHEN 1 THEN "Slug" ELSE "MarkedSlug" END, "Name", "Key"
                FROM (SELECT *, row_number() OVER (ORDER BY "OriginalId", "Place") AS "Rank", row_number() OVER (PARTITION BY "Key" ORDER BY "OriginalId", "Place") AS "Time" FROM "SubjectsOfSidecars")
                WHERE "Time" = 1
                ORDER BY "Rank";

                INSERT INTO "StatementSubjects" ("StatementId", "SubjectId")
                SELECT s."Id", subject."Id"
                FROM "SubjectsOfSidecars" given
                JOIN "Subjects" subject ON subject."Key" = given."Key"
                JOIN "Articles" a ON a."OriginalId" = given."OriginalId"
                JOIN "Statements" s ON s."ArticleId" = a."Id";

                INSERT INTO "Evidence" ("ArticleId", "Fact", "Value", "Rule", "Quote", "Confidence", "IsChosen")
                SELECT a."Id", 'subject', given."Name", 'archivist', '', 1, 1
                FROM "SubjectsOfSidecars" given
                JOIN "Articles" a ON a."OriginalId" = given."OriginalId"
                ORDER BY a."Id", given."Place";

                DROP TABLE "SubjectsOfSidecars";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StatementSubjects");

            migrationBuilder.DropTable(
                name: "Subjects");
        }
    }
}
