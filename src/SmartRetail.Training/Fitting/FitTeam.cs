using System.Runtime.ExceptionServices;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Threads that run one piece of work each, in step. The caller is the first of them. What each one computes does not
/// depend on which is faster, so a fit with several is as repeatable as with one.
/// </summary>
internal sealed class FitTeam : IDisposable
{
    private readonly Barrier _start;
    private readonly Barrier _end;
    private readonly Thread[] _threads;
    private readonly Exception?[] _errors;
    private Action<int>? _work;

    public FitTeam(int size)
    {
        TorchSharp.torch.set_num_threads(1);
        _start = new(size);
        _end = new(size);
        _errors = new Exception?[size];
        _threads = new Thread[size - 1];
        for (var index = 0; index < _threads.Length; index++)
        {
            var member = index + 1;
            _threads[index] = new(() => Serve(member)) { IsBackground = true, Name = $"fit worker {member}" };
            _threads[index].Start();
        }
    }

    /// <summary>Runs the work on all members, which are told their number, and returns when all are done.</summary>
    public void Run(Action<int> work)
    {
        _work = work;
        _start.SignalAndWait();
        Perform(0, work);
        _end.SignalAndWait();
        if (_errors.FirstOrDefault(error => error is not null) is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    public void Dispose()
    {
        _work = null;
        _start.SignalAndWait();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _start.Dispose();
        _end.Dispose();
    }

    private void Serve(int member)
    {
        TorchSharp.torch.set_num_threads(1);
        while (true)
        {
            _start.SignalAndWait();
            if (_work is not { } work)
            {
                return;
            }

            Perform(member, work);
            _end.SignalAndWait();
        }
    }

    // An error must reach the caller, and the member must reach the barrier, or all would wait forever.
    private void Perform(int member, Action<int> work)
    {
        _errors[member] = null;
        try
        {
            work(member);
        }
        catch (Exception error)
        {
            _errors[member] = error;
        }
    }
}
