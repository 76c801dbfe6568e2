using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class IndexesOfArticles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Articles_SourceId",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_SourceId_Status",
                table: "Articles",
                columns: new[] { "SourceId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Status_PublishedOn_Id",
                table: "Articles",
                columns: new[] { "Status", "PublishedOn", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Articles_SourceId_Status",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_Status_PublishedOn_Id",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_SourceId",
                table: "Articles",
                column: "SourceId");
        }
    }
}
