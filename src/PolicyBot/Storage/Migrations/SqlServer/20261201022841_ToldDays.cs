using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ToldDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_Told",
                table: "Told");

            migrationBuilder.AddColumn<int>(
                name: "Day",
                table: "Told",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Told",
                table: "Told",
                columns: new[] { "Revision", "Channel", "Person", "Day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Of a person who was told twice by a revision, the first time.
            migrationBuilder.Sql("DELETE t FROM [Told] t WHERE EXISTS (SELECT 1 FROM [Told] o WHERE o.[Revision] = t.[Revision] "
                + "AND o.[Channel] = t.[Channel] AND o.[Person] = t.[Person] AND o.[Day] < t.[Day]);");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Told",
                table: "Told");

            migrationBuilder.DropColumn(
                name: "Day",
                table: "Told");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Told",
                table: "Told",
                columns: new[] { "Revision", "Channel", "Person" });
        }
    }
}
