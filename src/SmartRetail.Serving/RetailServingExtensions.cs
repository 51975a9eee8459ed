using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Recommender.Models;
using SmartRetail.Serving.Scoring;

namespace SmartRetail.Serving;

/// <summary>Ranking with ONNX Runtime.</summary>
public static class RetailServingExtensions
{
    public static IServiceCollection AddRetailServing(this IServiceCollection services, Action<ServingOptions> configure)
    {
        services.AddOptions<ServingOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new BatchMeter(
            provider.GetRequiredService<IMeterFactory>().Create(BatchMeter.Name)));
        return services.AddSingleton<IModelLoader, OnnxModelLoader>();
    }
}
