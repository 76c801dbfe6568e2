using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Authorities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Dissolved",
                table: "Authors",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Founded",
                table: "Authors",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedIntoId",
                table: "Authors",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "Authors",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AuthorDistinctions",
                columns: table => new
                {
                    OneId = table.Column<int>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuthorDistinctions", x => new { x.OneId, x.OtherId });
                    table.CheckConstraint("CK_AuthorDistinctions", "(\"OneId\" < \"OtherId\")");
                    table.ForeignKey(
                        name: "FK_AuthorDistinctions_Authors_OneId",
                        column: x => x.OneId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AuthorDistinctions_Authors_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AuthorIdentifiers",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AuthorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Scheme = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuthorIdentifiers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AuthorIdentifiers_Authors_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AuthorMerges",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FromId = table.Column<int>(type: "INTEGER", nullable: false),
                    IntoId = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UserId = table.Column<int>(type: "INTEGER", nullable: true),
                    Moved = table.Column<string>(type: "TEXT", nullable: false),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuthorMerges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AuthorMerges_Authors_FromId",
                        column: x => x.FromId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AuthorMerges_Authors_IntoId",
                        column: x => x.IntoId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AuthorRelations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AuthorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    OtherId = table.Column<int>(type: "INTEGER", nullable: false),
                    Date = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuthorRelations", x => x.Id);
                    table.CheckConstraint("CK_AuthorRelations", "(\"AuthorId\" <> \"OtherId\")");
                    table.ForeignKey(
                        name: "FK_AuthorRelations_Authors_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AuthorRelations_Authors_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GivenNames",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AuthorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    Used = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GivenNames", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GivenNames_Authors_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Authors_MergedIntoId",
                table: "Authors",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuthorDistinctions_OtherId",
                table: "AuthorDistinctions",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_AuthorIdentifiers_AuthorId_Scheme_Value",
                table: "AuthorIdentifiers",
                columns: new[] { "AuthorId", "Scheme", "Value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuthorIdentifiers_Scheme_Value",
                table: "AuthorIdentifiers",
                columns: new[] { "Scheme", "Value" });

            migrationBuilder.CreateIndex(
                name: "IX_AuthorMerges_FromId",
                table: "AuthorMerges",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_AuthorMerges_IntoId",
                table: "AuthorMerges",
                column: "IntoId");

            migrationBuilder.CreateIndex(
                name: "IX_AuthorRelations_AuthorId_Kind_OtherId",
                table: "AuthorRelations",
                columns: new[] { "AuthorId", "Kind", "OtherId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuthorRelations_OtherId",
                table: "AuthorRelations",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_GivenNames_AuthorId_Form",
                table: "GivenNames",
                columns: new[] { "AuthorId", "Form" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_GivenNames_Key",
                table: "GivenNames",
                column: "Key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuthorDistinctions");

            migrationBuilder.DropTable(
                name: "AuthorIdentifiers");

            migrationBuilder.DropTable(
                name: "AuthorMerges");

            migrationBuilder.DropTable(
                name: "AuthorRelations");

            migrationBuilder.DropTable(
                name: "GivenNames");

            migrationBuilder.DropIndex(
                name: "IX_Authors_MergedIntoId",
                table: "Authors");

            migrationBuilder.DropColumn(
                name: "Dissolved",
                table: "Authors");

            migrationBuilder.DropColumn(
                name: "Founded",
                table: "Authors");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Authors");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "Authors");
        }
    }
}
