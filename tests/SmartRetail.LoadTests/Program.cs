using System.CommandLine;
using SmartRetail.LoadTests.Commands;

var root = new RootCommand("Simulates the shoppers of a store, measures it, and checks what the platform promises them");
new RunCommand().AddTo(root);
root.Add(new CapacityCommand().ToCommand());
root.Add(SmokeCommand.Create());
root.Add(CompareCommand.Create());
root.Add(new GrowthCommand().ToCommand());
root.Add(ScaleCommands.CreateConstants());
root.Add(ScaleCommands.CreateScale());
root.Add(PeersCommand.Create());
root.Add(FitCommand.Create());
return await root.Parse(args).InvokeAsync();
