using System.CommandLine;
using System.Text.RegularExpressions;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Silo.Database;

namespace SmartRetail.Silo.Serve;

/// <summary>The options of <c>serve</c>, which is also what the executable does without a command.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of the models and of the embedded database; made when absent",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };

    private readonly Option<string?> _database = DatabaseOption.Create();

    private readonly Option<string?> _urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by ';' (default: http://127.0.0.1:5080, without web a free port)",
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
        Description = "What this process does: serving, training, web, separated by commas",
        HelpName = "ROLES",
        DefaultValueFactory = _ => string.Join(',', SiloRole.All),
    };

    private readonly Option<string?> _advertise = new("--advertise")
    {
        Description = "Address or name at which other processes reach this silo; auto is this machine's own name (default: loopback)",
        HelpName = "ADDRESS",
    };

    private readonly Option<int?> _siloPort = new("--silo-port")
    {
        Description = "Port between silos; 0, the default, takes a free one",
        HelpName = "PORT",
    };

    private readonly Option<int?> _gatewayPort = new("--gateway-port")
    {
        Description = "Port for clients of the silos; 0, the default, takes a free one",
        HelpName = "PORT",
    };

    private readonly Option<string?> _device = new("--device")
    {
        Description = "What training uses: auto, cpu or cuda:N (default: auto)",
        HelpName = "DEVICE",
    };

    private readonly Option<bool> _sample = new("--sample")
    {
        Description = "Import the sample store (the default for an embedded database)",
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
        _device.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } device && !Regex.IsMatch(device, "^(auto|cpu|cuda:[0-9]{1,2})$"))
            {
                result.AddError($"--device: '{device}' is not auto, cpu or cuda:N");
            }
        });
        foreach (var port in new[] { _siloPort, _gatewayPort })
        {
            port.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int?>() is < 0 or > 65_535)
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
            _data, _database, _urls, _config, _developmentKey, _roles, _advertise, _siloPort, _gatewayPort, _device, _sample,
            _noSample, _noTraining,
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
        Database = parsed.GetValue(_database),
        Urls = parsed.GetValue(_urls),
        ConfigFile = parsed.GetValue(_config),
        DevelopmentKey = parsed.GetValue(_developmentKey),
        Roles = Split(parsed.GetValue(_roles)),
        Advertise = parsed.GetValue(_advertise),
        SiloPort = parsed.GetValue(_siloPort),
        GatewayPort = parsed.GetValue(_gatewayPort),
        Device = parsed.GetValue(_device),
        WithSample = parsed.GetValue(_noSample) ? false : parsed.GetValue(_sample) ? true : null,
        WithTraining = !parsed.GetValue(_noTraining),
    };

    private static string[] Split(string? roles) =>
        (roles ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
