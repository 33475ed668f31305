using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PolicyBot.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Checkpoints",
                columns: table => new
                {
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Checkpoints", x => x.Size);
                });

            migrationBuilder.CreateTable(
                name: "Contents",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Question = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    QuestionSalt = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Answer = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    AnswerSalt = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Asker = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    AskerSalt = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Conversation = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ConversationSalt = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    By = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    BySalt = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ReasonSalt = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Authority = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    AuthoritySalt = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Criterion = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    CriterionSalt = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contents", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "Documents",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Documents", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "Entries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Leaf = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    TurnId = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Channel = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    Thread = table.Column<string>(type: "nvarchar(430)", maxLength: 430, nullable: true),
                    Verdict = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    Person = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Entries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "Heads",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Frontier = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Heads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Nodes",
                columns: table => new
                {
                    Level = table.Column<int>(type: "int", nullable: false),
                    Index = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nodes", x => new { x.Level, x.Index });
                });

            migrationBuilder.CreateTable(
                name: "ProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Name = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Xml = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Replies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    TurnId = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Channel = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false),
                    Payload = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Address = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ToContact = table.Column<bool>(type: "bit", nullable: false),
                    Replaces = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Status = table.Column<int>(type: "int", nullable: false),
                    Attempt = table.Column<int>(type: "int", nullable: false),
                    NotBefore = table.Column<long>(type: "bigint", nullable: false),
                    LeasedBy = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    LeasedUntil = table.Column<long>(type: "bigint", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Trouble = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Replies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RevisionDocuments",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false),
                    Path = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Hash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RevisionDocuments", x => new { x.Number, x.Path });
                });

            migrationBuilder.CreateTable(
                name: "Revisions",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false),
                    ContentId = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Author = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Approvers = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revisions", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Tags",
                columns: table => new
                {
                    Tag = table.Column<string>(type: "varchar(120)", unicode: false, maxLength: 120, nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tags", x => new { x.Tag, x.Seq });
                });

            migrationBuilder.CreateTable(
                name: "Turns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    TurnId = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Channel = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false),
                    Conversation = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    MessageId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Thread = table.Column<string>(type: "nvarchar(430)", maxLength: 430, nullable: true),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Person = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Sender = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Masked = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    SentAt = table.Column<long>(type: "bigint", nullable: false),
                    AcceptedAt = table.Column<long>(type: "bigint", nullable: false),
                    Address = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    About = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Choice = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Language = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Private = table.Column<bool>(type: "bit", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: false),
                    LeasedBy = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    LeasedUntil = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    StateBefore = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    StateAfter = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Asker = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Day = table.Column<int>(type: "int", nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    EntrySeq = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Turns", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_At",
                table: "Entries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Person_Seq",
                table: "Entries",
                columns: new[] { "Person", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Verdict_Seq",
                table: "Entries",
                columns: new[] { "Verdict", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Replies_NotBefore",
                table: "Replies",
                column: "NotBefore",
                filter: "[Status] = 0");

            migrationBuilder.CreateIndex(
                name: "IX_Replies_TurnId",
                table: "Replies",
                column: "TurnId");

            migrationBuilder.CreateIndex(
                name: "IX_Turns_Channel_Conversation_MessageId",
                table: "Turns",
                columns: new[] { "Channel", "Conversation", "MessageId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Turns_LeasedUntil",
                table: "Turns",
                column: "LeasedUntil",
                filter: "[Status] = 0");

            migrationBuilder.CreateIndex(
                name: "IX_Turns_Thread_Id",
                table: "Turns",
                columns: new[] { "Thread", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Turns_TurnId",
                table: "Turns",
                column: "TurnId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Checkpoints");

            migrationBuilder.DropTable(
                name: "Contents");

            migrationBuilder.DropTable(
                name: "Documents");

            migrationBuilder.DropTable(
                name: "Entries");

            migrationBuilder.DropTable(
                name: "Heads");

            migrationBuilder.DropTable(
                name: "Nodes");

            migrationBuilder.DropTable(
                name: "ProtectionKeys");

            migrationBuilder.DropTable(
                name: "Replies");

            migrationBuilder.DropTable(
                name: "RevisionDocuments");

            migrationBuilder.DropTable(
                name: "Revisions");

            migrationBuilder.DropTable(
                name: "Tags");

            migrationBuilder.DropTable(
                name: "Turns");
        }
    }
}
