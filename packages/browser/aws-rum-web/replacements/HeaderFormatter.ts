export class HeaderFormatter {}
