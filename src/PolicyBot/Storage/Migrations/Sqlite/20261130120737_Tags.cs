using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Tags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Turns_Thread_Id",
                table: "Turns");

            migrationBuilder.DropIndex(
                name: "IX_Gaps_Asked",
                table: "Gaps");

            migrationBuilder.DropIndex(
                name: "IX_Gaps_Draft",
                table: "Gaps");

            migrationBuilder.DropIndex(
                name: "IX_Gaps_State_Key",
                table: "Gaps");

            migrationBuilder.DropIndex(
                name: "IX_Entries_Thread_Seq",
                table: "Entries");

            // In the order of the key itself, instead of a table and an index that repeats it.
            Rebuild(migrationBuilder, " WITHOUT ROWID");

            migrationBuilder.CreateTable(
                name: "RecentTags",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false),
                    Tags = table.Column<string>(type: "TEXT", unicode: false, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecentTags", x => x.Seq);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Turns_Thread_Id",
                table: "Turns",
                columns: new[] { "Thread", "Id" },
                filter: "[Thread] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Gaps_Asked",
                table: "Gaps",
                column: "Asked",
                filter: "[Asked] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Gaps_Draft",
                table: "Gaps",
                column: "Draft",
                filter: "[Draft] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Gaps_State",
                table: "Gaps",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Thread_Seq",
                table: "Entries",
                columns: new[] { "Thread", "Seq" },
                filter: "[Thread] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // What waits for its order is put into it first.
            migrationBuilder.Sql("""
                INSERT INTO "Tags" ("Tag", "Seq") SELECT value, "Seq" FROM "RecentTags",
                json_each('["' || replace(trim("Tags"), '  ', '","') || '"]')
                """);

            migrationBuilder.DropTable(
                name: "RecentTags");

            Rebuild(migrationBuilder, "");

            migrationBuilder.DropIndex(
                name: "IX_Turns_Thread_Id",
                table: "Turns");

            migrationBuilder.DropIndex(
                name: "IX_Gaps_Asked",
                table: "Gaps");

            migrationBuilder.DropIndex(
                name: "IX_Gaps_Draft",
                table: "Gaps");

            migrationBuilder.DropIndex(
                name: "IX_Gaps_State",
                table: "Gaps");

            migrationBuilder.DropIndex(
                name: "IX_Entries_Thread_Seq",
                table: "Entries");

            migrationBuilder.CreateIndex(
                name: "IX_Turns_Thread_Id",
                table: "Turns",
                columns: new[] { "Thread", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Gaps_Asked",
                table: "Gaps",
                column: "Asked");

            migrationBuilder.CreateIndex(
                name: "IX_Gaps_Draft",
                table: "Gaps",
                column: "Draft");

            migrationBuilder.CreateIndex(
                name: "IX_Gaps_State_Key",
                table: "Gaps",
                columns: new[] { "State", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Thread_Seq",
                table: "Entries",
                columns: new[] { "Thread", "Seq" });
        }

        private static void Rebuild(MigrationBuilder migrationBuilder, string how)
        {
            migrationBuilder.Sql($"""
                CREATE TABLE "SortedTags" ("Tag" TEXT NOT NULL, "Seq" INTEGER NOT NULL, CONSTRAINT "PK_Tags" PRIMARY KEY ("Tag", "Seq")){how}
                """);
            migrationBuilder.Sql("""INSERT INTO "SortedTags" ("Tag", "Seq") SELECT "Tag", "Seq" FROM "Tags" ORDER BY "Tag", "Seq" """);
            migrationBuilder.Sql("""DROP TABLE "Tags" """);
            migrationBuilder.Sql("""ALTER TABLE "SortedTags" RENAME TO "Tags" """);
        }
    }
}
