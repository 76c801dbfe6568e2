using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class HandedOut : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsHandedOut",
                table: "Originals",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // What the archive fetched itself, and what is nothing but text; of all else somebody has to look first what it tells of whoever sent it in.
            migrationBuilder.Sql(
                """
                UPDATE "Originals" SET "IsHandedOut" = 1
                WHERE "MediaType" IN ('text/plain', 'text/markdown')
                    OR EXISTS (SELECT 1 FROM "Articles" a JOIN "Captures" c ON c."ArticleId" = a."Id" WHERE a."OriginalId" = "Originals"."Id" AND c."Head" IS NOT NULL);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsHandedOut",
                table: "Originals");
        }
    }
}
