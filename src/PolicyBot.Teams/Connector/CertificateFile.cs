using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PolicyBot.Teams.Connector;

/// <summary>The certificate that the app signs in with, from PEM (certificate and key in one file, in any order) or PKCS#12.</summary>
internal static class CertificateFile
{
    /// <summary>Throws <see cref="CryptographicException"/> where the file holds
    /// no certificate, the password is wrong or the key is missing.</summary>
    public static X509Certificate2 Load(TeamsOptions options) =>
        X509Certificate2.GetCertContentType(options.CertificateFile) == X509ContentType.Pfx
        ? X509CertificateLoader.LoadPkcs12FromFile(options.CertificateFile, options.CertificatePassword)
        : options.CertificatePassword.Length > 0
            ? X509Certificate2.CreateFromEncryptedPemFile(options.CertificateFile, options.CertificatePassword)
        : X509Certificate2.CreateFromPemFile(options.CertificateFile);

    /// <summary>What keeps it from being used, in plain words; null: nothing.</summary>
    public static string? Problem(TeamsOptions options)
    {
        try
        {
            using var certificate = Load(options);
            using var key = certificate.GetRSAPrivateKey();
            return key is null ? "it holds no RSA private key" : null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
