using System.CommandLine;
using System.CommandLine.Parsing;
using SmartRetail.LoadTests.Clusters;

namespace SmartRetail.LoadTests.Commands;

/// <summary>A Gorse server in place of a store of ours.</summary>
internal sealed class GorseOptions
{
    private readonly Option<Uri?> _url = CreateUrl("Address of a Gorse server that runs already, to let the same shoppers into it");
    private readonly Option<string?> _popular = new("--gorse-popular") { Description = "With --gorse: its non-personalized recommender for popular lists (default: its latest items)" };
    private readonly Option<bool> _fill = new("--fill") { Description = "With --gorse: bring the sample store's products and purchases in first" };

    public static Option<Uri?> CreateUrl(string description) => new("--gorse")
    {
        Description = description,
        CustomParser = result => ReadAddress(result, "--gorse", "http://127.0.0.1:8087"),
    };

    /// <summary>Reads an address, or says which option needs one.</summary>
    public static Uri? ReadAddress(ArgumentResult result, string option, string example)
    {
        if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"{option}: must be an address such as {example}");
        return null;
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_url, _popular, _fill])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (!IsGiven(result) && (result.GetValue(_popular) is not null || result.GetValue(_fill)))
            {
                result.AddError("--gorse-popular and --fill belong to --gorse");
            }
        });
    }

    // Of an address that is none the value cannot be read, and that is told already.
    public bool IsGiven(CommandResult result) => result.GetResult(_url) is not null;

    /// <summary>Returns the server, with the sample store in it if that was asked for; null where none is meant.</summary>
    /// <exception cref="CannotStartException">It cannot be asked.</exception>
    public async Task<ITarget?> StartAsync(ParseResult parsed, string? key)
    {
        if (parsed.GetValue(_url) is not { } url)
        {
            return null;
        }

        var target = new GorseTarget(url, key, parsed.GetValue(_popular));
        if (parsed.GetValue(_fill))
        {
            await target.FillAsync(CancellationToken.None);
        }

        return target;
    }
}
