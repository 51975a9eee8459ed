using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using SmartRetail.Storage;

namespace SmartRetail.Silo.Serve;

/// <summary>
/// Refuses to open the web outside Development while no key opens it. A process that is web alone cannot read the keys before
/// it starts: it is not ready until there is one.
/// </summary>
internal static class FirstKeyCheck
{
    /// <exception cref="ValidationException">Nobody could call.</exception>
    public static async Task CheckAsync(
        IConfiguration configuration, ProcessSettings settings, RetailStorage storage, CancellationToken cancellationToken)
    {
        if (!settings.Serve.IsWeb
            || settings.Serve.IsDevelopment
            || configuration.GetSection("SmartRetail:Client:Keys").GetChildren().Any())
        {
            return;
        }

        var kept = await storage.ApiKeys.ListAsync(cancellationToken);
        if (!kept.Keys.Any(key => key.IsInForce(TimeProvider.System.GetUtcNow())))
        {
            var where = settings.IsInCluster ? "--database CONNECTION" : $"--data {settings.Serve.DataFolder}";
            throw new ValidationException(
                $"the environment is {settings.Serve.Environment}, and no API key is in force, so nobody could call. Make one with: "
                + $"keys create --name operator --scope all {where}");
        }
    }
}
