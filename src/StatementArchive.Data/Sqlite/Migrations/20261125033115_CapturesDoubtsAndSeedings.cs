using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CapturesDoubtsAndSeedings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Doubt",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Captures",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ArticleId = table.Column<int>(type: "INTEGER", nullable: false),
                    Url = table.Column<string>(type: "TEXT", nullable: true),
                    Captured = table.Column<string>(type: "TEXT", nullable: true),
                    Place = table.Column<string>(type: "TEXT", nullable: true),
                    IngestedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Captures", x => x.Id);
                    table.CheckConstraint("CK_Captures", "(\"Url\" IS NOT NULL OR \"Captured\" IS NOT NULL)");
                    table.ForeignKey(
                        name: "FK_Captures_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Seedings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BegunAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Seedings", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Captures_ArticleId_Url_Captured",
                table: "Captures",
                columns: new[] { "ArticleId", "Url", "Captured" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Captures_Url_Captured",
                table: "Captures",
                columns: new[] { "Url", "Captured" });

            // The captures with which the articles came; an address that only the document itself names is none.
            migrationBuilder.Sql(
                """
                INSERT INTO "Captures" ("ArticleId", "Url", "Captured", "Place", "IngestedAt")
                SELECT * FROM (
                    SELECT a."Id",
                        (SELECT e."Value" FROM "Evidence" e WHERE e."ArticleId" = a."Id" AND e."Fact" = 'url' AND e."IsChosen" AND e."Rule" IN ('archivist', 'warc-target-uri') LIMIT 1) AS "Url",
                        a."Captured",
                        (SELECT e."Value" FROM "Evidence" e WHERE e."ArticleId" = a."Id" AND e."Fact" = 'place' LIMIT 1),
                        a."IngestedAt"
                    FROM "Articles" a)
                WHERE "Url" IS NOT NULL OR "Captured" IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Captures");

            migrationBuilder.DropTable(
                name: "Seedings");

            migrationBuilder.DropColumn(
                name: "Doubt",
                table: "Articles");
        }
    }
}
