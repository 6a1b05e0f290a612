import type { createClient, Schemas } from '@ja4-platform/sdk';

/** The client of the API and the types of the specification that the workers handle, by their own names. */
export type Client = ReturnType<typeof createClient>;
export type CampaignMember = Schemas['CampaignMember'];
export type Detection = Schemas['Detection'];
export type DetectionLevel = Schemas['DetectionLevel'];
export type FeatureContext = Schemas['FeatureContext'];
export type FeaturePage = Schemas['FeaturePage'];
export type FeatureRow = Schemas['FeatureRow'];
export type DriftMeasure = Schemas['DriftMeasure'];
export type FindingExplanation = Schemas['FindingExplanation'];
export type FoundCampaign = Schemas['FoundCampaign'];
export type HandshakeRow = Schemas['HandshakeRow'];
export type Label = Schemas['Label'];
export type Model = Schemas['Model'];
export type NewFinding = Schemas['NewFinding'];
export type NewModel = Schemas['NewModel'];
export type Reason = Schemas['Reason'];
export type Score = Schemas['Score'];
export type UpsertedDetection = Schemas['UpsertedDetection'];
export type Trait = Schemas['Trait'];
