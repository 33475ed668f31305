using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class WiderNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "Tag",
                table: "Tags",
                type: "varchar(130)",
                unicode: false,
                maxLength: 130,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "varchar(120)",
                oldUnicode: false,
                oldMaxLength: 120);

            migrationBuilder.AlterColumn<string>(
                name: "Group",
                table: "Exceptions",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100,
                oldNullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // A key's column may be widened where it stands, not narrowed.
            migrationBuilder.DropPrimaryKey(
                name: "PK_Tags",
                table: "Tags");

            migrationBuilder.AlterColumn<string>(
                name: "Tag",
                table: "Tags",
                type: "varchar(120)",
                unicode: false,
                maxLength: 120,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "varchar(130)",
                oldUnicode: false,
                oldMaxLength: 130);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Tags",
                table: "Tags",
                columns: new[] { "Tag", "Seq" });

            migrationBuilder.AlterColumn<string>(
                name: "Group",
                table: "Exceptions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(120)",
                oldMaxLength: 120,
                oldNullable: true);
        }
    }
}
