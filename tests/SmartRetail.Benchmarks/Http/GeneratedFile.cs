using System.Globalization;
using System.Net;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Benchmarks.Http;

/// <summary>
/// A file of interactions that is written while it is sent, so that it is nowhere as a whole. Customers walk along a ring of
/// products: what silos count of them is the same after every thousand rows as after a million, and takes no memory of its own.
/// </summary>
internal sealed class GeneratedFile(int first, int count) : HttpContent
{
    /// <summary>How many rows name every customer, product and step from one to the next.</summary>
    public const int Round = Customers * StepsOfRound;

    private const int Customers = 4_000;
    private const int Products = 3_600;
    private const int StepsOfRound = 5;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What its rows say.</summary>
    public static IEnumerable<Interaction> Rows(int first, int count) =>
        Enumerable.Range(first, count).Select(number => new Interaction
        {
            Id = new(string.Create(CultureInfo.InvariantCulture, $"i{number}")),
            Customer = new(string.Create(CultureInfo.InvariantCulture, $"c{number % Customers}")),
            Kind = InteractionKind.View,
            Product = new(string.Create(
                CultureInfo.InvariantCulture, $"p{((number % Customers) + (number / Customers)) % Products}")),
            OccurredAt = Start.AddMinutes(number / Customers),
            Price = 2.5m,
        });

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        await writer.WriteLineAsync("id,customer,kind,product,occurredAt,price");
        foreach (var row in Rows(first, count))
        {
            await writer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Id},{row.Customer},{row.Kind},{row.Product},{row.OccurredAt:O},{row.Price}"));
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
