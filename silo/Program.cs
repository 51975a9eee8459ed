using System.CommandLine;
using SmartRetail.Silo.Access;
using SmartRetail.Silo.Customers;
using SmartRetail.Silo.Import;
using SmartRetail.Silo.Learn;
using SmartRetail.Silo.Models;
using SmartRetail.Silo.Serve;

namespace SmartRetail.Silo;

/// <summary>One executable: a silo with its roles, and the commands that operate a store.</summary>
internal static class Program
{
    // A silo hands its activations over after SIGTERM, and limits the time for it itself; this ends what hangs.
    private static readonly TimeSpan TerminationLimit = TimeSpan.FromMinutes(10);

    private static Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("SmartRetail.Orleans: a personal shop for every shopper");
        var serve = new ServeCommand();
        serve.AddTo(root);
        root.Add(serve.ToCommand());
        root.Add(new ImportCommand().ToCommand());
        root.Add(new TrainCommand().ToCommand());
        root.Add(new EvaluateCommandLine().ToCommand());
        root.Add(FitCommand.ToCommand());
        root.Add(new ModelCommand().ToCommand());
        root.Add(new CustomerCommand().ToCommand());
        root.Add(new KeysCommand().ToCommand());
        root.Add(new AuditCommand().ToCommand());
        return root.Parse(arguments).InvokeAsync(new() { ProcessTerminationTimeout = TerminationLimit });
    }
}
