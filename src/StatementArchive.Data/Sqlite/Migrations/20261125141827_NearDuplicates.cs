using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NearDuplicates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Without row numbers a row takes half the space, and there are some thirty of a statement.
            migrationBuilder.Sql("""CREATE TABLE "Shingles" ("Hash" INTEGER NOT NULL, "StatementId" INTEGER NOT NULL, CONSTRAINT "PK_Shingles" PRIMARY KEY ("Hash", "StatementId")) WITHOUT ROWID""");

            migrationBuilder.CreateTable(
                name: "Shinglings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    LastStatementId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Shinglings", x => x.Id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Shingles");

            migrationBuilder.DropTable(
                name: "Shinglings");
        }
    }
}
