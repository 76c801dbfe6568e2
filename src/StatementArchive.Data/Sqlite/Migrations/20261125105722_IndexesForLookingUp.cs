using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class IndexesForLookingUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Statements_Status_Latest_Id",
                table: "Statements");

            migrationBuilder.DropIndex(
                name: "IX_AuthorNames_Key",
                table: "AuthorNames");

            migrationBuilder.DropIndex(
                name: "IX_Articles_SourceId",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Statements_Status",
                table: "Statements",
                column: "Status",
                filter: "\"Status\" <> 'Published'");

            migrationBuilder.CreateIndex(
                name: "IX_AuthorNames_AuthorId_Status_Form_Key",
                table: "AuthorNames",
                columns: new[] { "AuthorId", "Status", "Form", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_AuthorNames_Key_Status_AuthorId",
                table: "AuthorNames",
                columns: new[] { "Key", "Status", "AuthorId" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_PublishedOn_Id",
                table: "Articles",
                columns: new[] { "PublishedOn", "Id" },
                filter: "\"Status\" = 'Published'");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_SourceId_Status",
                table: "Articles",
                columns: new[] { "SourceId", "Status" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Statements_Status",
                table: "Statements");

            migrationBuilder.DropIndex(
                name: "IX_AuthorNames_AuthorId_Status_Form_Key",
                table: "AuthorNames");

            migrationBuilder.DropIndex(
                name: "IX_AuthorNames_Key_Status_AuthorId",
                table: "AuthorNames");

            migrationBuilder.DropIndex(
                name: "IX_Articles_PublishedOn_Id",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_SourceId_Status",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Statements_Status_Latest_Id",
                table: "Statements",
                columns: new[] { "Status", "Latest", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuthorNames_Key",
                table: "AuthorNames",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_SourceId",
                table: "Articles",
                column: "SourceId");
        }
    }
}
