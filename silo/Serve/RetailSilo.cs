using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartRetail.Client;
using SmartRetail.Grains;
using SmartRetail.Grains.Operations;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Hosting.Health;
using SmartRetail.Hosting.Telemetry;
using SmartRetail.Serving;
using SmartRetail.Storage;
using SmartRetail.Training;

namespace SmartRetail.Silo.Serve;

/// <summary>Builds and runs one process: storage, silo, web.</summary>
internal static class RetailSilo
{
    private const string DefaultUrl = "http://127.0.0.1:5080";
    private const int KeyBytes = 32;

    /// <summary>Returns the exit code: 0 after an orderly stop, 1 when it could not start.</summary>
    public static async Task<int> RunAsync(ServeSettings settings, CancellationToken cancellationToken)
    {
        using var folder = DataFolderLock.TryTake(settings.DataFolder);
        if (folder is null)
        {
            return Fail($"{settings.DataFolder} is in use by another silo; choose another folder with --data");
        }

        settings = settings with
        {
            DevelopmentKey = settings.DevelopmentKey ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)),
        };
        try
        {
            await using var app = await BuildAsync(settings, cancellationToken);
            await app.RunAsync(cancellationToken);
            return 0;
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            return Fail($"{error.Message.TrimEnd('.')}; choose another address with --urls");
        }
        catch (Exception error) when (error is PortTakenException or SchemaTooNewException or OptionsValidationException)
        {
            return Fail(error.Message);
        }
    }

    private static async Task<WebApplication> BuildAsync(ServeSettings settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Wherever the process is started from, its own files are beside it.
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = settings.Environment,
        });
        if (settings.ConfigFile is { } config)
        {
            builder.Configuration.AddJsonFile(Path.GetFullPath(config), optional: false);
        }

        ConfigureWeb(builder, settings);
        ListenAddresses.Check(builder.Configuration[WebHostDefaults.ServerUrlsKey]!);
        await using (var storage = await RetailStorage.OpenAsync(
            new() { DataFolder = settings.DataFolder }, cancellationToken: cancellationToken))
        {
            if (settings.WithSample)
            {
                await SampleStore.ImportOnceAsync(storage, cancellationToken);
            }

            AddRetail(builder, settings, storage);
        }

        var app = builder.Build();
        app.MapRetailHealth();
        app.MapRetailTelemetry();
        app.MapRetailClient();
        return app;
    }

    private static void ConfigureWeb(WebApplicationBuilder builder, ServeSettings settings)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (settings.Urls is not null)
        {
            builder.WebHost.UseUrls(settings.Urls.Split(';'));
        }
        else if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    private static void AddRetail(WebApplicationBuilder builder, ServeSettings settings, RetailStorage storage)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddRetailStorage(options => options.DataFolder = settings.DataFolder);
        services.AddRetailServing();
        services.AddRetailTraining(options =>
        {
            builder.Configuration.GetSection("SmartRetail:Training").Bind(options);
            options.DataFolder = settings.DataFolder;
        });
        services.AddSingleton<ISiloRoles, AnnouncedRoles>();
        services.AddRetailTelemetry(builder.Configuration, "SmartRetail", "SmartRetail.Storage");
        services.AddHealthChecks()
            .AddCheck<ServingCheck>("serving", tags: [RetailHealthExtensions.Ready])
            .AddCheck<DatabaseCheck>("database", tags: [RetailHealthExtensions.Ready]);
        services.AddRetailClient(options =>
        {
            builder.Configuration.GetSection("SmartRetail:Client").Bind(options);
            options.DevelopmentKey = settings.IsDevelopment ? settings.DevelopmentKey : null;
        });

        // With the data, not with the machine: sign-ins and baskets outlive a restart of a container.
        services.AddDataProtection()
            .SetApplicationName("SmartRetail")
            .PersistKeysToFileSystem(new(Path.Combine(settings.DataFolder, "keys")));
        services.AddHostedService<TrainingStart>();
        services.AddHostedService<StartBanner>();
        builder.UseOrleans(silo => silo
            .UseRetailCluster(new()
            {
                Roles = settings.Roles,
                SiloPort = settings.SiloPort,
                GatewayPort = settings.GatewayPort,
            })
            .AddRetailGrainStorage(GrainStorage.Name, storage.Invariant, storage.ConnectionString)
            .AddRetailGrains());
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return 1;
    }
}
