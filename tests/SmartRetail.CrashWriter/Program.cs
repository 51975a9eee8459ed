using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;

// The process that the crash test kills: appends interactions from many tasks at once and prints the id of each that
// was acknowledged, a line at a time. Arguments: data folder, store, number of interactions.

var store = new StoreId(args[1]);
var count = int.Parse(args[2], CultureInfo.InvariantCulture);

await using var storage = await RetailStorage.OpenAsync(new() { DataFolder = args[0] });
await Parallel.ForEachAsync(
    Enumerable.Range(0, count),
    new ParallelOptions { MaxDegreeOfParallelism = 64 },
    async (number, cancellationToken) =>
    {
        var interaction = new Interaction
        {
            Id = new(string.Create(CultureInfo.InvariantCulture, $"e-{number:00000000}")),
            Customer = new(string.Create(CultureInfo.InvariantCulture, $"c-{number % 100}")),
            Kind = InteractionKind.View,
            Product = new("p-1"),
            OccurredAt = DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(number),
        };
        await storage.Interactions.AppendAsync(store, [interaction], cancellationToken);
        Console.WriteLine(interaction.Id.Value);
    });
