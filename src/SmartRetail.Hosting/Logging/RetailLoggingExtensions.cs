using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace SmartRetail.Hosting.Logging;

/// <summary>The log of a process, which names no customer.</summary>
public static class RetailLoggingExtensions
{
    /// <summary>Logs to the console and nowhere else. <c>Logging:Console</c> configures it as it does the framework's.</summary>
    public static ILoggingBuilder UseRetailLog(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole();
        logging.Services.RemoveAll<ILoggerProvider>();
        logging.Services.AddSingleton<ConsoleLoggerProvider>();
        logging.Services.AddSingleton(
            services => services.GetRequiredService<ConsoleLoggerProvider>().WithoutCustomers());
        return logging;
    }

    /// <summary>Puts a hash in the place of each customer's id in what the provider is given.</summary>
    public static ILoggerProvider WithoutCustomers(this ILoggerProvider provider) => new CustomerFreeLoggerProvider(provider);
}
