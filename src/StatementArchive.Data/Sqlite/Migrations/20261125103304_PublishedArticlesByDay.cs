using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PublishedArticlesByDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Articles_Status_PublishedOn_Id",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_PublishedOn_Id",
                table: "Articles",
                columns: new[] { "PublishedOn", "Id" },
                filter: "\"Status\" = 'Published'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Articles_PublishedOn_Id",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Status_PublishedOn_Id",
                table: "Articles",
                columns: new[] { "Status", "PublishedOn", "Id" });
        }
    }
}
