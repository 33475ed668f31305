using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SentReplies : Migration
    {
        // Without `NULL` behind the type: so speaks every server of this protocol, also those that cannot alter whether a column may be null
        // (Babelfish). The setting makes that mean what the column was.
        private const string References = "SET ANSI_NULL_DFLT_ON ON; ALTER TABLE [Replies] ALTER COLUMN [Reference] ";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(References + "varchar(850);");

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

            migrationBuilder.Sql(References + "nvarchar(max);");
        }
    }
}
