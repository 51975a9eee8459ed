using System.CommandLine;
using SmartRetail.Silo.Import;
using SmartRetail.Silo.Learn;
using SmartRetail.Silo.Serve;

namespace SmartRetail.Silo;

/// <summary>One executable: a silo with its roles, and the commands that operate a store.</summary>
internal static class Program
{
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
        return root.Parse(arguments).InvokeAsync();
    }
}
