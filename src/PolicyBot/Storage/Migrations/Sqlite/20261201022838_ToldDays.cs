using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.Sqlite
{
    /// <summary>SQLite changes no key of a table that is there: another table takes its place, in the same transaction.</summary>
    public partial class ToldDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Told_Person",
                table: "Told");

            migrationBuilder.RenameTable(
                name: "Told",
                newName: "ToldBefore");

            migrationBuilder.CreateTable(
                name: "Told",
                columns: table => new
                {
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    Person = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    TurnId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Told", x => new { x.Revision, x.Channel, x.Person, x.Day });
                });

            migrationBuilder.Sql("INSERT INTO Told (Revision, Channel, Person, Day, TurnId) "
                + "SELECT Revision, Channel, Person, 0, TurnId FROM ToldBefore;");

            migrationBuilder.DropTable(
                name: "ToldBefore");

            migrationBuilder.CreateIndex(
                name: "IX_Told_Person",
                table: "Told",
                column: "Person");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Told_Person",
                table: "Told");

            migrationBuilder.RenameTable(
                name: "Told",
                newName: "ToldBefore");

            migrationBuilder.CreateTable(
                name: "Told",
                columns: table => new
                {
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    Person = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TurnId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Told", x => new { x.Revision, x.Channel, x.Person });
                });

            // Of a person who was told twice by a revision, the first time.
            migrationBuilder.Sql("INSERT OR IGNORE INTO Told (Revision, Channel, Person, TurnId) "
                + "SELECT Revision, Channel, Person, TurnId FROM ToldBefore ORDER BY Day;");

            migrationBuilder.DropTable(
                name: "ToldBefore");

            migrationBuilder.CreateIndex(
                name: "IX_Told_Person",
                table: "Told",
                column: "Person");
        }
    }
}
