using System.CommandLine;
using System.CommandLine.Parsing;

namespace SmartRetail.LoadTests;

/// <summary>Simulates shoppers over HTTP and checks what the platform promises them.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        var url = new Option<Uri?>("--url")
        {
            Description = "Address of the API",
            Required = true,
            CustomParser = ReadAddress,
        };
        var key = new Option<string>("--key") { Description = "Key with the scopes recommend and record", Required = true };
        var store = new Option<string>("--store") { Description = "Store", DefaultValueFactory = _ => "sample" };
        var shoppers = new Option<int>("--shoppers")
        {
            Description = "Shoppers at the same time",
            DefaultValueFactory = _ => 20,
        };
        var seconds = new Option<int>("--seconds") { Description = "How long", DefaultValueFactory = _ => 30 };
        var seed = new Option<int>("--seed") { Description = "Seed of their choices", DefaultValueFactory = _ => 1 };
        shoppers.Validators.Add(RequireRange(shoppers, 1, 10_000));
        seconds.Validators.Add(RequireRange(seconds, 1, 86_400));
        var command = new RootCommand("Simulates shoppers over HTTP and checks what the platform promises them")
        {
            url, key, store, shoppers, seconds, seed,
        };
        command.SetAction((parsed, cancellationToken) => LoadRun.RunAsync(
            new()
            {
                Url = parsed.GetValue(url)!,
                Key = parsed.GetValue(key)!,
                Store = parsed.GetValue(store)!,
                Shoppers = parsed.GetValue(shoppers),
                Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                Seed = parsed.GetValue(seed),
            },
            cancellationToken));
        return command.Parse(arguments).InvokeAsync();
    }

    private static Uri? ReadAddress(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError("--url: must be an address such as http://127.0.0.1:5080");
        return null;
    }

    private static Action<OptionResult> RequireRange(Option<int> option, int low, int high) =>
        result =>
        {
            var value = result.GetValueOrDefault<int>();
            if (value < low || value > high)
            {
                result.AddError($"{option.Name}: must be from {low} to {high}");
            }
        };
}
