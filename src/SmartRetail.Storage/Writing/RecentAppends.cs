using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Writing;

/// <summary>
/// The newest rows of the log, as far back as this process has written them all. A follower in this process then reads from
/// memory what it would have the database send back. Whatever another process wrote leaves a gap between the positions, and
/// what is before a gap is forgotten.
/// </summary>
/// <param name="capacity">Rows that are kept at most; 0 for none.</param>
internal sealed class RecentAppends(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<Group> _groups = new();
    private long _last;
    private int _rows;

    /// <summary>Takes in what was just committed: rows with positions from <paramref name="first"/> on, without a gap.</summary>
    /// <param name="rows">Not changed by the caller any more.</param>
    public void Add(long first, IReadOnlyList<AppendedRow> rows)
    {
        lock (_gate)
        {
            if (first != _last + 1)
            {
                _groups.Clear();
                _rows = 0;
            }

            _groups.Enqueue(new(first, rows));
            _rows += rows.Count;
            _last = first + rows.Count - 1;
            while (_rows > capacity)
            {
                _rows -= _groups.Dequeue().Rows.Count;
            }
        }
    }

    /// <summary>
    /// Returns up to <paramref name="limit"/> rows of a store behind a position, in order. Empty where nothing is known: the
    /// database may have more.
    /// </summary>
    public IReadOnlyList<LoggedInteraction> Read(StoreId store, long afterPosition, int limit)
    {
        var found = new List<LoggedInteraction>();
        foreach (var group in Behind(afterPosition))
        {
            // Positions are as dense as the rows are.
            var skipped = (int)Math.Max(0, afterPosition + 1 - group.First);
            for (var at = skipped; at < group.Rows.Count && found.Count < limit; at++)
            {
                if (group.Rows[at].Store == store)
                {
                    found.Add(group.Rows[at].At(group.First + at));
                }
            }
        }

        return found;
    }

    /// <summary>Returns the groups with rows behind a position; none where a row between it and them may be missing.</summary>
    private Group[] Behind(long position)
    {
        lock (_gate)
        {
            return _groups.TryPeek(out var oldest) && position + 1 >= oldest.First
                ? [.. _groups.Where(group => group.First + group.Rows.Count > position + 1)]
                : [];
        }
    }

    private readonly record struct Group(long First, IReadOnlyList<AppendedRow> Rows);
}
