using System.Net;
using System.Net.Http.Headers;

namespace PolicyBot.Teams.Connector;

/// <summary>A request was about to leave for a host that is not allowed.</summary>
internal sealed class HostNotAllowedException() : Exception("the service host is not allowed");

/// <summary>The last thing that a request to the Connector passes: only here it gets its token, and only for an allowed host. Where the
/// token is refused the request is repeated once with another; nothing of it was done.</summary>
internal sealed class ServiceHostHandler(ServiceHosts hosts, ConnectorTokens tokens, TeamsHealth health) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!hosts.Accepts(request.RequestUri)) throw new HostNotAllowedException();
        var token = await tokens.ForConnectorAsync(cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized
            && await tokens.InPlaceOfAsync(token, cancellationToken) is { } other)
        {
            response.Dispose();
            response = await SendAsync(request, other, cancellationToken);
        }
        health.Connector(response.StatusCode == HttpStatusCode.Unauthorized ? "the Connector does not take the bot's token" : null);
        return response;
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancel)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancel);
    }
}
