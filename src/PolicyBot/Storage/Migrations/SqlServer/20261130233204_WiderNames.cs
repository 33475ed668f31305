using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class WiderNames : Migration
    {
        // Without `NULL` or `NOT NULL` behind the type, and the key's column by a new table: so speaks every server of this protocol,
        // also those that cannot alter whether a column may be null (Babelfish).
        private const string Names = "SET ANSI_NULL_DFLT_ON ON; ALTER TABLE [Exceptions] ALTER COLUMN [Group] nvarchar";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            TagsOf(migrationBuilder, 130);
            migrationBuilder.Sql(Names + "(120);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            TagsOf(migrationBuilder, 120);
            migrationBuilder.Sql(Names + "(100);");
        }

        private static void TagsOf(MigrationBuilder migrationBuilder, int length)
        {
            Create(migrationBuilder, "NewTags", length);
            migrationBuilder.Sql("INSERT INTO [NewTags] ([Tag], [Seq]) SELECT [Tag], [Seq] FROM [Tags];");
            migrationBuilder.DropTable(name: "Tags");
            Create(migrationBuilder, "Tags", length);
            migrationBuilder.Sql("INSERT INTO [Tags] ([Tag], [Seq]) SELECT [Tag], [Seq] FROM [NewTags];");
            migrationBuilder.DropTable(name: "NewTags");
        }

        private static void Create(MigrationBuilder migrationBuilder, string name, int length) => migrationBuilder.CreateTable(
            name: name,
            columns: table => new
            {
                Tag = table.Column<string>(type: $"varchar({length})", unicode: false, maxLength: length, nullable: false),
                Seq = table.Column<long>(type: "bigint", nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_" + name, x => new { x.Tag, x.Seq }));
    }
}
