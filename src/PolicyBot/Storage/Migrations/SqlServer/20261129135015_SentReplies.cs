using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SentReplies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "Reference",
                table: "Replies",
                type: "varchar(850)",
                unicode: false,
                maxLength: 850,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(max)",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Replies_Reference",
                table: "Replies",
                column: "Reference",
                filter: "[Reference] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Replies_Reference",
                table: "Replies");

            migrationBuilder.AlterColumn<string>(
                name: "Reference",
                table: "Replies",
                type: "nvarchar(max)",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "varchar(850)",
                oldUnicode: false,
                oldMaxLength: 850,
                oldNullable: true);
        }
    }
}
