using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmartRetail.Client;
using SmartRetail.Contracts.Access;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Hosting.Health;
using SmartRetail.Hosting.Lifetime;
using SmartRetail.Hosting.Logging;
using SmartRetail.Hosting.Telemetry;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Silo.Serve;

/// <summary>Builds and runs one process with its roles.</summary>
internal static class RetailSilo
{
    private const string WebUrl = "http://127.0.0.1:5080";

    // Health and metrics alone: nobody has to know the port beforehand, and several processes share a machine.
    private const string HealthUrl = "http://127.0.0.1:0";

    private const int KeyBytes = 32;

    /// <summary>Returns the exit code: 0 after an orderly stop, 1 when it could not start.</summary>
    public static async Task<int> RunAsync(ServeSettings serve, CancellationToken cancellationToken)
    {
        serve = serve with
        {
            DevelopmentKey = serve.DevelopmentKey ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)),
        };
        try
        {
            var builder = CreateBuilder(serve);
            var settings = ProcessSettings.Read(builder.Configuration, serve);
            if (settings.Check() is { } wrong)
            {
                return Fail(wrong);
            }

            // A cluster's silos may share a folder: their state is in the database.
            using var folder = settings.IsInCluster ? null : DataFolderLock.TryTake(serve.DataFolder);
            if (folder is null && !settings.IsInCluster)
            {
                return Fail($"{serve.DataFolder} is in use by another silo; choose another folder with --data");
            }

            await using var app = await BuildAsync(builder, settings, cancellationToken);
            await app.RunAsync(cancellationToken);
            return 0;
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            return Fail($"{error.Message.TrimEnd('.')}; choose another address with --urls");
        }
        catch (Exception error) when (error is PortTakenException or AddressUnknownException or SchemaTooNewException
            or LogUnavailableException or ModelKeysException or CustomerKeysException or OptionsValidationException or ValidationException
            or InvalidDataException or FileNotFoundException)
        {
            return Fail(error.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped while it was starting.
            return 0;
        }
    }

    private static WebApplicationBuilder CreateBuilder(ServeSettings serve)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Wherever the process is started from, its own files are beside it.
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = serve.Environment,
        });
        if (serve.ConfigFile is { } config)
        {
            builder.Configuration.AddJsonFile(Path.GetFullPath(config), optional: false);
        }

        return builder;
    }

    private static async Task<WebApplication> BuildAsync(
        WebApplicationBuilder builder, ProcessSettings settings, CancellationToken cancellationToken)
    {
        builder.Logging.UseRetailLog();
        ListenOn(builder, settings.Serve);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Serve);
        builder.Services.AddRetailTelemetry(builder.Configuration, "SmartRetail", "SmartRetail.Storage");
        builder.Services.AddDraining(settings.Cluster.DrainDelay);
        builder.Services.AddHostedService<StartBanner>();
        Validator.ValidateObject(settings.Cluster, new(settings.Cluster), validateAllProperties: true);
        builder.Services.AddSingleton(new CallerSeal(ClusterSecrets.Read(settings), TimeProvider.System));
        builder.Services.AddSingleton<IOutgoingGrainCallFilter, CallerStamp>();
        if (settings.Serve.IsSilo)
        {
            await AddSiloAsync(builder, settings, cancellationToken);
        }
        else
        {
            builder.AddClusterClient(settings);
        }

        if (settings.Serve.IsWeb)
        {
            builder.AddWeb(settings);
        }

        var app = builder.Build();
        app.MapRetailHealth();
        app.MapRetailTelemetry();
        if (settings.Serve.IsWeb)
        {
            app.MapRetailClient();
        }

        return app;
    }

    private static void ListenOn(WebApplicationBuilder builder, ServeSettings serve)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (serve.Urls is not null)
        {
            builder.WebHost.UseUrls(serve.Urls.Split(';'));
        }
        else if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(serve.IsWeb ? WebUrl : HealthUrl);
        }

        ListenAddresses.Check(builder.Configuration[WebHostDefaults.ServerUrlsKey]!);
    }

    // Opened here once, so that the schema is there before Orleans' own providers read it.
    private static async Task AddSiloAsync(
        WebApplicationBuilder builder, ProcessSettings settings, CancellationToken cancellationToken)
    {
        await using var storage = await RetailStorage.OpenAsync(settings.Storage, cancellationToken: cancellationToken);
        storage.CheckModelKeys();
        await FirstKeyCheck.CheckAsync(builder.Configuration, settings, storage, cancellationToken);
        if (settings.WithSample && settings.Serve.IsServing)
        {
            await SampleStore.ImportOnceAsync(storage, cancellationToken);
        }

        builder.AddSilo(settings, storage);
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return 1;
    }
}
