using System.CommandLine;
using SmartRetail.Hosting.Cluster;

namespace SmartRetail.Silo.Serve;

/// <summary>The options of <c>serve</c>, which is also what the executable does without a command.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of the database and the models; made when absent",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };

    private readonly Option<string?> _urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by ';' (default: http://127.0.0.1:5080)",
        HelpName = "URLS",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "A JSON file of settings, read after appsettings.json",
        HelpName = "FILE",
    };

    private readonly Option<string?> _developmentKey = new("--development-key")
    {
        Description = "Fixes the API key of a Development environment; made up when absent",
        HelpName = "KEY",
    };

    private readonly Option<string> _roles = new("--role")
    {
        Description = "What this silo does: serving, training, web, separated by commas",
        HelpName = "ROLES",
        DefaultValueFactory = _ => string.Join(',', SiloRole.All),
    };

    private readonly Option<int> _siloPort = new("--silo-port")
    {
        Description = "Port between silos on loopback; 0 takes a free one",
        HelpName = "PORT",
    };

    private readonly Option<int> _gatewayPort = new("--gateway-port")
    {
        Description = "Port for Orleans clients on loopback; 0 takes a free one",
        HelpName = "PORT",
    };

    private readonly Option<bool> _noSample = new("--no-sample") { Description = "Do not import the sample store" };

    private readonly Option<bool> _noTraining = new("--no-training")
    {
        Description = "Do not train a first model by itself",
    };

    public ServeCommand()
    {
        _roles.Validators.Add(result =>
        {
            foreach (var role in Split(result.GetValueOrDefault<string>()))
            {
                if (!SiloRole.All.Contains(role))
                {
                    result.AddError($"--role: '{role}' is not one of {string.Join(", ", SiloRole.All)}");
                }
            }
        });
        foreach (var port in new[] { _siloPort, _gatewayPort })
        {
            port.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is < 0 or > 65_535)
                {
                    result.AddError($"{port.Name}: must be from 0 to 65535");
                }
            });
        }
    }

    public Command ToCommand()
    {
        var command = new Command("serve", "Runs a silo (what the executable does without a command)");
        AddTo(command);
        return command;
    }

    public void AddTo(Command command)
    {
        Option[] options =
        [
            _data, _urls, _config, _developmentKey, _roles, _siloPort, _gatewayPort, _noSample, _noTraining,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RetailSilo.RunAsync(Read(parsed), cancellationToken));
    }

    private ServeSettings Read(ParseResult parsed) => new()
    {
        DataFolder = Path.GetFullPath(parsed.GetValue(_data)!),
        Urls = parsed.GetValue(_urls),
        ConfigFile = parsed.GetValue(_config),
        DevelopmentKey = parsed.GetValue(_developmentKey),
        Roles = Split(parsed.GetValue(_roles)),
        SiloPort = parsed.GetValue(_siloPort),
        GatewayPort = parsed.GetValue(_gatewayPort),
        WithSample = !parsed.GetValue(_noSample),
        WithTraining = !parsed.GetValue(_noTraining),
    };

    private static string[] Split(string? roles) =>
        (roles ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
