using Microsoft.EntityFrameworkCore;

namespace PolicyBot.Storage;

/// <summary>All that is kept. Used directly; one context a unit of work.</summary>
public abstract class BotContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<TurnRow> Turns => Set<TurnRow>();
    public DbSet<ReplyRow> Replies => Set<ReplyRow>();
    public DbSet<LogEntryRow> Entries => Set<LogEntryRow>();
    public DbSet<LogContentRow> Contents => Set<LogContentRow>();
    public DbSet<LogTagRow> Tags => Set<LogTagRow>();
    public DbSet<RecentTagsRow> RecentTags => Set<RecentTagsRow>();
    public DbSet<LogNodeRow> Nodes => Set<LogNodeRow>();
    public DbSet<LogHeadRow> Heads => Set<LogHeadRow>();
    public DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();
    public DbSet<DocumentRow> Documents => Set<DocumentRow>();
    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();
    public DbSet<RevisionDocumentRow> RevisionDocuments => Set<RevisionDocumentRow>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();
    public DbSet<RoleRow> Roles => Set<RoleRow>();
    public DbSet<ConfirmationRow> Confirmations => Set<ConfirmationRow>();
    public DbSet<ExceptionRow> Exceptions => Set<ExceptionRow>();
    public DbSet<ReachRow> Reaches => Set<ReachRow>();
    public DbSet<GapRow> Gaps => Set<GapRow>();
    public DbSet<SubscriptionRow> Subscriptions => Set<SubscriptionRow>();
    public DbSet<ToldRow> Told => Set<ToldRow>();
    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<SignInLinkRow> SignInLinks => Set<SignInLinkRow>();
    public DbSet<JobRow> Jobs => Set<JobRow>();
    public DbSet<JobPartRow> JobParts => Set<JobPartRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TurnRow>(turn =>
        {
            turn.Property(t => t.TurnId).HasMaxLength(40).IsUnicode(false);
            turn.Property(t => t.Channel).HasMaxLength(20).IsUnicode(false);
            turn.Property(t => t.Conversation).HasMaxLength(400);
            turn.Property(t => t.MessageId).HasMaxLength(200);
            turn.Property(t => t.Thread).HasMaxLength(430);
            turn.Property(t => t.BranchOf).HasMaxLength(430);
            turn.Property(t => t.Person).HasMaxLength(200);
            turn.Property(t => t.LeasedBy).HasMaxLength(40).IsUnicode(false);
            turn.HasIndex(t => t.TurnId).IsUnique();
            turn.HasIndex(t => new { t.Channel, t.Conversation, t.MessageId }).IsUnique();
            turn.HasIndex(t => new { t.Thread, t.Id });
            turn.HasIndex(t => t.LeasedUntil).HasFilter(Waiting(nameof(TurnRow.Status)));
        });
        modelBuilder.Entity<ReplyRow>(reply =>
        {
            reply.Ignore(r => r.Ready);
            reply.Property(r => r.TurnId).HasMaxLength(40).IsUnicode(false);
            reply.Property(r => r.Channel).HasMaxLength(20).IsUnicode(false);
            reply.Property(r => r.LeasedBy).HasMaxLength(40).IsUnicode(false);
            reply.Property(r => r.Reference).HasMaxLength(ReplyRow.LongestReference).IsUnicode(false);
            reply.HasIndex(r => r.TurnId);
            reply.HasIndex(r => r.Reference).HasFilter(Given(nameof(ReplyRow.Reference)));
            reply.HasIndex(r => r.NotBefore).HasFilter(Waiting(nameof(ReplyRow.Status)));
        });
        OnLogCreating(modelBuilder);
        OnAdminCreating(modelBuilder);
        OnFeedbackCreating(modelBuilder);
        OnConsoleCreating(modelBuilder);
        modelBuilder.Entity<DocumentRow>(document =>
        {
            document.HasKey(d => d.Hash);
            document.Property(d => d.Hash).HasMaxLength(64).IsUnicode(false);
        });
        modelBuilder.Entity<RevisionRow>(revision =>
        {
            revision.HasKey(r => r.Number);
            revision.Property(r => r.Number).ValueGeneratedNever();
            revision.Property(r => r.ContentId).HasMaxLength(64).IsUnicode(false);
        });
        modelBuilder.Entity<RevisionDocumentRow>(document =>
        {
            document.HasKey(d => new { d.Number, d.Path });
            document.Property(d => d.Path).HasMaxLength(300);
            document.Property(d => d.Hash).HasMaxLength(64).IsUnicode(false);
        });
    }

    /// <summary>Both providers quote names like this; 0 is the status of what waits.</summary>
    private static string Waiting(string column) => $"[{column}] = 0";

    protected static string Given(string column) => $"[{column}] IS NOT NULL";

    private static void OnAdminCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DraftRow>(draft =>
        {
            draft.Property(d => d.Author).HasMaxLength(300);
            draft.HasIndex(d => new { d.State, d.Id });
        });
        modelBuilder.Entity<RoleRow>(role =>
        {
            role.HasKey(r => new { r.Role, r.Person });
            role.Property(r => r.Role).HasMaxLength(40).IsUnicode(false);
            role.Property(r => r.Person).HasMaxLength(300);
            role.Property(r => r.By).HasMaxLength(300);
        });
        modelBuilder.Entity<ConfirmationRow>(confirmation =>
        {
            confirmation.HasKey(c => c.Code);
            confirmation.Property(c => c.Code).HasMaxLength(20).IsUnicode(false);
            confirmation.Property(c => c.Person).HasMaxLength(300);
        });
        modelBuilder.Entity<ExceptionRow>(exception =>
        {
            exception.Property(e => e.Person).HasMaxLength(300);
            exception.Property(e => e.Group).HasMaxLength(120);
            exception.HasIndex(e => new { e.State, e.Until });
        });
        modelBuilder.Entity<ReachRow>(reach =>
        {
            reach.HasKey(r => new { r.Person, r.Channel });
            reach.Property(r => r.Person).HasMaxLength(300);
            reach.Property(r => r.Channel).HasMaxLength(20).IsUnicode(false);
            reach.Property(r => r.Language).HasMaxLength(10).IsUnicode(false);
        });
    }

    private static void OnFeedbackCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<GapRow>(gap =>
        {
            gap.HasKey(g => g.Seq);
            gap.Property(g => g.Seq).ValueGeneratedNever();
            gap.Property(g => g.Key).HasMaxLength(64).IsUnicode(false);
            gap.HasIndex(g => new { g.State, g.Key });
            gap.HasIndex(g => g.Asked);
            gap.HasIndex(g => g.Draft);
        });
        modelBuilder.Entity<SubscriptionRow>(subscription =>
        {
            subscription.HasKey(s => new { s.Person, s.Channel, s.Topic });
            subscription.Property(s => s.Person).HasMaxLength(300);
            subscription.Property(s => s.Channel).HasMaxLength(20).IsUnicode(false);
            subscription.Property(s => s.Topic).HasMaxLength(20).IsUnicode(false);
            subscription.HasIndex(s => s.Topic);
        });
        modelBuilder.Entity<ToldRow>(told =>
        {
            told.HasKey(t => new { t.Revision, t.Channel, t.Person, t.Day });
            told.Property(t => t.Channel).HasMaxLength(20).IsUnicode(false);
            told.Property(t => t.Person).HasMaxLength(200);
            told.Property(t => t.TurnId).HasMaxLength(40).IsUnicode(false);
            told.HasIndex(t => t.Person);
        });
    }

    private static void OnConsoleCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SessionRow>(session =>
        {
            session.HasKey(s => s.Hash);
            session.Property(s => s.Hash).HasMaxLength(64).IsUnicode(false);
            session.HasIndex(s => s.SeenAt);
        });
        modelBuilder.Entity<SignInLinkRow>(link =>
        {
            link.HasKey(l => l.Hash);
            link.Property(l => l.Hash).HasMaxLength(64).IsUnicode(false);
        });
        modelBuilder.Entity<JobRow>(job =>
        {
            job.Property(j => j.Kind).HasMaxLength(20).IsUnicode(false);
            job.HasIndex(j => new { j.Kind, j.Id });
        });
        modelBuilder.Entity<JobPartRow>().HasKey(p => new { p.JobId, p.Number });
    }

    private static void OnLogCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<LogEntryRow>(entry =>
        {
            entry.HasKey(e => e.Seq);
            entry.Property(e => e.Seq).ValueGeneratedNever();
            entry.Property(e => e.Hash).HasMaxLength(32);
            entry.Property(e => e.Kind).HasMaxLength(40).IsUnicode(false);
            entry.Property(e => e.TurnId).HasMaxLength(40).IsUnicode(false);
            entry.Property(e => e.Channel).HasMaxLength(20).IsUnicode(false);
            entry.Property(e => e.Verdict).HasMaxLength(40).IsUnicode(false);
            entry.Property(e => e.Thread).HasMaxLength(430);
            entry.Property(e => e.Person).HasMaxLength(200);
            entry.HasIndex(e => e.At);
            entry.HasIndex(e => new { e.Person, e.Seq });
            entry.HasIndex(e => new { e.Verdict, e.Seq });
            entry.HasIndex(e => new { e.Kind, e.Seq });
            entry.HasIndex(e => new { e.Channel, e.Seq });
            entry.HasIndex(e => new { e.Revision, e.Seq });
            entry.HasIndex(e => new { e.Thread, e.Seq });
        });
        modelBuilder.Entity<LogContentRow>(content =>
        {
            content.HasKey(c => c.Seq);
            content.Property(c => c.Seq).ValueGeneratedNever();
        });
        modelBuilder.Entity<LogTagRow>(tag =>
        {
            tag.HasKey(t => new { t.Tag, t.Seq });
            tag.Property(t => t.Tag).HasMaxLength(130).IsUnicode(false);
        });
        modelBuilder.Entity<RecentTagsRow>(recent =>
        {
            recent.HasKey(t => t.Seq);
            recent.Property(t => t.Seq).ValueGeneratedNever();
            recent.Property(t => t.Tags).IsUnicode(false);
        });
        modelBuilder.Entity<LogNodeRow>(node =>
        {
            node.HasKey(n => new { n.Level, n.Index });
            node.Property(n => n.Hash).HasMaxLength(32);
        });
        modelBuilder.Entity<LogHeadRow>().Property(h => h.Id).ValueGeneratedNever();
        modelBuilder.Entity<CheckpointRow>(checkpoint =>
        {
            checkpoint.HasKey(c => c.Size);
            checkpoint.Property(c => c.Size).ValueGeneratedNever();
        });
    }
}

/// <summary>The embedded default.</summary>
public sealed class SqliteBotContext(DbContextOptions<SqliteBotContext> options) : BotContext(options)
{
    /// <summary>With a question goes a page of each index that has a place for it (docs/decisions/0012).</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<TurnRow>().HasIndex(t => new { t.Thread, t.Id }).HasFilter(Given(nameof(TurnRow.Thread)));
        modelBuilder.Entity<LogEntryRow>().HasIndex(e => new { e.Thread, e.Seq }).HasFilter(Given(nameof(LogEntryRow.Thread)));
        var gap = modelBuilder.Entity<GapRow>();
        gap.HasIndex(g => g.Asked).HasFilter(Given(nameof(GapRow.Asked)));
        gap.HasIndex(g => g.Draft).HasFilter(Given(nameof(GapRow.Draft)));
        gap.Metadata.RemoveIndex(gap.HasIndex(g => new { g.State, g.Key }).Metadata);
        // Those of a key are looked for among the open ones.
        gap.HasIndex(g => g.State);
    }
}

/// <summary>Where several replicas share a server.</summary>
public sealed class SqlServerBotContext(DbContextOptions<SqlServerBotContext> options) : BotContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Ids of channels are compared by their bytes; a server's default collation ignores case.
        modelBuilder.UseCollation(ServerDatabase.Collation);
    }
}
