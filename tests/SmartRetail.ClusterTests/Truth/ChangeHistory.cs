namespace SmartRetail.ClusterTests.Truth;

/// <summary>
/// The states of one thing, which one writer changes, one change at a time. A change happens somewhere between its begin and its
/// acknowledgement. So an answer may be made of the newest state that was acknowledged before it was asked for, or of any whose
/// change was begun since and before the answer came; and of no other.
/// </summary>
internal sealed class ChangeHistory<T>(T first, Moments moments)
{
    private readonly Lock _access = new();
    private readonly List<(T State, long Begun, long Acknowledged)> _changes = [(first, 0, 0)];

    /// <summary>Whatever its change has come to. For the writer.</summary>
    public T Newest => _changes[^1].State;

    public void Begin(T state)
    {
        lock (_access)
        {
            _changes.Add((state, moments.Next(), long.MaxValue));
        }
    }

    public void Acknowledge()
    {
        lock (_access)
        {
            _changes[^1] = _changes[^1] with { Acknowledged = moments.Next() };
        }
    }

    /// <summary>Returns what an answer may have been made of, newest first.</summary>
    public IReadOnlyList<T> Between(long asked, long answered)
    {
        lock (_access)
        {
            var possible = new List<T>();
            for (var at = _changes.Count - 1; at >= 0; at--)
            {
                if (_changes[at].Begun < answered)
                {
                    possible.Add(_changes[at].State);
                    if (_changes[at].Acknowledged < asked)
                    {
                        break;
                    }
                }
            }

            return possible;
        }
    }
}
