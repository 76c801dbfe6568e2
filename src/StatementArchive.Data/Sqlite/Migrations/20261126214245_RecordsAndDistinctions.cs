using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatementArchive.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RecordsAndDistinctions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Date",
                table: "Subjects",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedIntoId",
                table: "Subjects",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "Subjects",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wikidata",
                table: "Subjects",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Issn",
                table: "Sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedIntoId",
                table: "Sources",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "Sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Url",
                table: "Sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wikidata",
                table: "Sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Held",
                table: "Affiliations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsGiven",
                table: "Affiliations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "SourceDistinctions",
                columns: table => new
                {
                    OneId = table.Column<int>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceDistinctions", x => new { x.OneId, x.OtherId });
                    table.CheckConstraint("CK_SourceDistinctions", "(\"OneId\" < \"OtherId\")");
                    table.ForeignKey(
                        name: "FK_SourceDistinctions_Sources_OneId",
                        column: x => x.OneId,
                        principalTable: "Sources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SourceDistinctions_Sources_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Sources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SourceMerges",
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
                    table.PrimaryKey("PK_SourceMerges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SourceMerges_Sources_FromId",
                        column: x => x.FromId,
                        principalTable: "Sources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SourceMerges_Sources_IntoId",
                        column: x => x.IntoId,
                        principalTable: "Sources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SourceNames",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RecordId = table.Column<int>(type: "INTEGER", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    Used = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceNames", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SourceNames_Sources_RecordId",
                        column: x => x.RecordId,
                        principalTable: "Sources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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

            migrationBuilder.CreateTable(
                name: "SubjectDistinctions",
                columns: table => new
                {
                    OneId = table.Column<int>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubjectDistinctions", x => new { x.OneId, x.OtherId });
                    table.CheckConstraint("CK_SubjectDistinctions", "(\"OneId\" < \"OtherId\")");
                    table.ForeignKey(
                        name: "FK_SubjectDistinctions_Subjects_OneId",
                        column: x => x.OneId,
                        principalTable: "Subjects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SubjectDistinctions_Subjects_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Subjects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SubjectMerges",
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
                    table.PrimaryKey("PK_SubjectMerges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SubjectMerges_Subjects_FromId",
                        column: x => x.FromId,
                        principalTable: "Subjects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SubjectMerges_Subjects_IntoId",
                        column: x => x.IntoId,
                        principalTable: "Subjects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SubjectNames",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RecordId = table.Column<int>(type: "INTEGER", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    Used = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubjectNames", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SubjectNames_Subjects_RecordId",
                        column: x => x.RecordId,
                        principalTable: "Subjects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Statements_Undated",
                table: "Statements",
                columns: new[] { "ArticleId", "Ordinal" },
                filter: "\"Earliest\" IS NULL AND \"Latest\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_SplitConfidence_Id",
                table: "Articles",
                columns: new[] { "SplitConfidence", "Id" },
                filter: "\"Status\" = 'Draft'");

            migrationBuilder.CreateIndex(
                name: "IX_SourceDistinctions_OtherId",
                table: "SourceDistinctions",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_SourceMerges_FromId",
                table: "SourceMerges",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_SourceMerges_IntoId",
                table: "SourceMerges",
                column: "IntoId");

            migrationBuilder.CreateIndex(
                name: "IX_SourceNames_Key",
                table: "SourceNames",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_SourceNames_RecordId_Form",
                table: "SourceNames",
                columns: new[] { "RecordId", "Form" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StatementDistinctions_OtherId",
                table: "StatementDistinctions",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectDistinctions_OtherId",
                table: "SubjectDistinctions",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectMerges_FromId",
                table: "SubjectMerges",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectMerges_IntoId",
                table: "SubjectMerges",
                column: "IntoId");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectNames_Key",
                table: "SubjectNames",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectNames_RecordId_Form",
                table: "SubjectNames",
                columns: new[] { "RecordId", "Form" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SourceDistinctions");

            migrationBuilder.DropTable(
                name: "SourceMerges");

            migrationBuilder.DropTable(
                name: "SourceNames");

            migrationBuilder.DropTable(
                name: "StatementDistinctions");

            migrationBuilder.DropTable(
                name: "SubjectDistinctions");

            migrationBuilder.DropTable(
                name: "SubjectMerges");

            migrationBuilder.DropTable(
                name: "SubjectNames");

            migrationBuilder.DropIndex(
                name: "IX_Statements_Undated",
                table: "Statements");

            migrationBuilder.DropIndex(
                name: "IX_Articles_SplitConfidence_Id",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "Date",
                table: "Subjects");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Subjects");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "Subjects");

            migrationBuilder.DropColumn(
                name: "Wikidata",
                table: "Subjects");

            migrationBuilder.DropColumn(
                name: "Issn",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "Url",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "Wikidata",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "Held",
                table: "Affiliations");

            migrationBuilder.DropColumn(
                name: "IsGiven",
                table: "Affiliations");
        }
    }
}
