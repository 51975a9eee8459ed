using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Serving;

/// <summary>Ranking with ONNX Runtime.</summary>
public static class RetailServingExtensions
{
    public static IServiceCollection AddRetailServing(this IServiceCollection services)
    {
        services.AddOptions<ServingOptions>().ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<IModelLoader, OnnxModelLoader>();
    }
}
