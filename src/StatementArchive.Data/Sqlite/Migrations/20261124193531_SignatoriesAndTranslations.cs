using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SignatoriesAndTranslations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Signatories",
                table: "Statements",
                type: "TEXT",
                nullable: true);

            // With its reference in one statement: adding a foreign key afterwards would rebuild the table outside of the migration's transaction.
            migrationBuilder.Sql("""ALTER TABLE "Statements" ADD COLUMN "TranslationOfId" INTEGER NULL CONSTRAINT "FK_Statements_Statements_TranslationOfId" REFERENCES "Statements" ("Id") ON DELETE RESTRICT;""");

            migrationBuilder.CreateIndex(
                name: "IX_Statements_TranslationOfId",
                table: "Statements",
                column: "TranslationOfId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Statements_Statements_TranslationOfId",
                table: "Statements");

            migrationBuilder.DropIndex(
                name: "IX_Statements_TranslationOfId",
                table: "Statements");

            migrationBuilder.DropColumn(
                name: "Signatories",
                table: "Statements");

            migrationBuilder.DropColumn(
                name: "TranslationOfId",
                table: "Statements");
        }
    }
}
