using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.SqlServer
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

            migrationBuilder.CreateTable(
                name: "RecentTags",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Tags = table.Column<string>(type: "varchar(max)", unicode: false, nullable: false)
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
            migrationBuilder.DropTable(
                name: "RecentTags");

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
    }
}
