using System.Net;
using System.Net.Http.Headers;

namespace PolicyBot.Teams.Connector;

/// <summary>A request was about to leave for a host that is not allowed.</summary>
internal sealed class HostNotAllowedException() : Exception("the service host is not allowed");

/// <summary>The last thing that a request to the Connector passes: only here it gets its token, and only for an allowed host.</summary>
internal sealed class ServiceHostHandler(ServiceHosts hosts, ConnectorTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!hosts.Accepts(request.RequestUri)) throw new HostNotAllowedException();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.ForConnectorAsync(cancellationToken));
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized) tokens.Forget();
        return response;
    }
}
