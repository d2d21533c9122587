extension FindingChecks {
    static var gateways: [any FindingCheck.Type] { [ListenerFindings.self, CertificateFindings.self, GatewayFindings.self] }
}
