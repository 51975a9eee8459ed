using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmartRetail.Client.Access;
using SmartRetail.Client.Attribution;
using SmartRetail.Client.Audit;
using SmartRetail.Client.Browsers;
using SmartRetail.Client.Cluster;
using SmartRetail.Client.Customers;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Imports;
using SmartRetail.Client.Interactions;
using SmartRetail.Client.Keys;
using SmartRetail.Client.Models;
using SmartRetail.Client.Operations;
using SmartRetail.Client.Privacy;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Products;
using SmartRetail.Client.Recommendations;
using SmartRetail.Client.Requests;
using SmartRetail.Client.Settings;
using SmartRetail.Client.TrainingRuns;

namespace SmartRetail.Client;

/// <summary>The HTTP API: its services, its middleware and its routes.</summary>
internal static class RetailApiExtensions
{
    private const string TimeoutPolicy = "api";

    public static IServiceCollection AddRetailApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddAccess();
        services.AddBrowsers();
        services.AddSingleton<StoreDirectory>();
        services.AddSingleton<IOutgoingGrainCallFilter, CallRetry>();
        services.AddSingleton<InteractionRecorder>();
        services.TryAddSingleton<AcknowledgedVersions>();
        services.AddSingleton<ImportSender>();
        services.AddAnswerCompression();
        services.AddExceptionHandler<ProblemWriter>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));

        // A parameter that cannot be bound is explained by ParameterFilter, in Development too.
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = false);
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<RetailClientOptions>>(
            (server, options) => server.Limits.MaxRequestBodySize = options.Value.MaxBodyBytes);
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<RetailClientOptions>>(
            (timeouts, options) => timeouts.AddPolicy(TimeoutPolicy, new RequestTimeoutPolicy
            {
                Timeout = options.Value.RequestTimeout,
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
                WriteTimeoutResponse = context => ProblemTable.TimedOut().ExecuteAsync(context),
            }));
        return services;
    }

    public static void UseRetailApi(this IApplicationBuilder app)
    {
        app.Use(static (context, next) =>
        {
            // At the start of the answer, since handling an exception clears what was set before.
            context.Response.OnStarting(
                static state =>
                {
                    ((HttpContext)state).Response.Headers.XContentTypeOptions = "nosniff";
                    return Task.CompletedTask;
                },
                context);
            return next(context);
        });
        app.UseWhen(
            static context => AnswerCompression.Applies(context.Request.Path), static branch => branch.UseResponseCompression());
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(ProblemWriter.WriteStatusAsync);
        app.UseCors();
        app.Use(CallerAuthentication.InvokeAsync);
        app.UseAuthorization();
        app.Use(CallerMiddleware.InvokeAsync);
        app.Use(static (context, next) =>
            context.RequestServices.GetRequiredService<KeyLimits>().InvokeAsync(context, next));
        app.UseRequestTimeouts();
        app.Use(EntityTags.Invoke);
        app.UseAntiforgery();
    }

    public static void MapRetailApi(this IEndpointRouteBuilder endpoints)
    {
        var v1 = endpoints.MapGroup("/v1");
        v1.WithRequestTimeout(TimeoutPolicy);
        v1.AddEndpointFilterFactory(ParameterFilter.Create);
        var store = v1.MapGroup("/stores/{store}")
            .AddEndpointFilter(PublicCaller.Filter)
            .AddEndpointFilter(StoreDirectory.Filter);
        store.MapInteractions();
        store.MapRecommendations();
        store.MapBoughtTogether();
        store.MapRank();
        store.MapExplanation();
        store.MapPage();
        store.MapRecords();
        store.MapCustomers();
        store.MapMerges();
        store.MapCustomerTokens();
        store.MapPrivacy();
        store.MapProducts();
        store.MapProductPatches();
        store.MapProductRemovals();
        store.MapImports();
        store.MapSettings();
        store.MapAttribution();
        store.MapTrainingRuns();
        store.MapModels();
        store.MapShadows();
        v1.MapOperations();
        v1.MapKeys();
        v1.MapAudit();

        endpoints.MapOpenApi(ApiDocument.Route).WithEntityTag();
        endpoints.MapProblemPages();
        endpoints.MapApiReference();
        endpoints.MapBeacon();
        endpoints.MapConsoleSignIn();
    }
}
