using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace SmartRetail.Client.Access;

/// <summary>
/// Lets the grain calls of a console page say who has signed in, so that what an operator does by a click is on the audit trail
/// under that name.
/// </summary>
internal sealed class CallerCircuit(AuthenticationStateProvider signIns) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) => async context =>
        {
            var operatorOfCircuit = (await signIns.GetAuthenticationStateAsync()).User;
            if (operatorOfCircuit.Identity?.IsAuthenticated == true)
            {
                CallerFlow.Begin(ApiKey.CallerOf(operatorOfCircuit));
            }

            await next(context);
        };
}
