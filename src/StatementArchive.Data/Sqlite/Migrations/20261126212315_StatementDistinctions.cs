using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StatementDistinctions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "StatementDistinctions",
                columns: table => new
                {
                    OneId = table.Column<int>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatementDistinctions", x => new { x.OneId, x.OtherId });
                    table.CheckConstraint("CK_StatementDistinctions", "(\"OneId\" < \"OtherId\")");
                    table.ForeignKey(
                        name: "FK_StatementDistinctions_Statements_OneId",
                        column: x => x.OneId,
                        principalTable: "Statements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StatementDistinctions_Statements_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Statements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StatementDistinctions_OtherId",
                table: "StatementDistinctions",
                column: "OtherId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StatementDistinctions");
        }
    }
}
